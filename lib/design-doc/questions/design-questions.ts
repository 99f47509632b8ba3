import type { SystemModel } from '#lib/scan/schema';
import { counted, everyMode, type Question } from './question.ts';

const ofKind = (model: SystemModel, ...kinds: string[]) => model.components.filter(({ kind }) => kinds.includes(kind));

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);
const isWriting = ({ stores }: SystemModel) =>
  stores.some(({ accessPatterns }) => accessPatterns.some(({ operation }) => writes.has(operation)));

/** What a source answers where there is one. */
export const designQuestions: readonly Question[] = [
  {
    id: 'entities',
    section: 'data-model',
    text: 'Which things are stored, and what identifies each?',
    example: 'work order by id, vehicle by VIN',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: ({ stores }) => counted(stores.length, 'table'),
  },
  {
    id: 'access-patterns',
    section: 'access-patterns',
    text: 'How is data looked up besides by its id? One a line.',
    example: 'work orders by status and date; work orders by technician',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: ({ stores }) =>
      counted(
        stores.reduce((sum, { accessPatterns }) => sum + accessPatterns.length, 0),
        'access pattern',
      ),
  },
  {
    id: 'api-style',
    section: 'api-contracts',
    text: 'Is the interface REST or GraphQL?',
    example: 'REST',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: ({ apis }) => counted(apis.length, 'operation'),
  },
  {
    id: 'authentication',
    section: 'security-flows',
    text: 'How do callers prove who they are: user pool, IAM, API key, an identity provider of yours?',
    example: 'Cognito user pool with JWT',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: (model) =>
      counted(ofKind(model, 'user-pool').length, 'user pool') ??
      counted(model.relations.filter(({ kind }) => kind === 'authorizes').length, 'authorizer'),
    concerns: ({ apis }) => apis.length > 0,
  },
  {
    id: 'roles',
    section: 'security-flows',
    text: 'Which roles are there, and what may each do?',
    example: 'admin: everything; technician: reads and updates assigned work orders',
    essential: [],
    modes: everyMode,
    concerns: ({ apis }) => apis.length > 0,
  },
  {
    id: 'events',
    section: 'event-schemas',
    text: 'What is to be announced when it happens, and who listens? One a line.',
    example: 'work order completed: invoicing, notification',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: ({ events }) => counted(events.length, 'event'),
  },
  {
    id: 'event-versioning',
    section: 'versioning',
    text: 'How do interfaces and events change without breaking those who use them?',
    example: 'Fields are only added; a breaking change gets a new detail type, the old one lives six months.',
    essential: [],
    modes: everyMode,
    concerns: ({ events, apis }) => events.length > 0 || apis.length > 0,
  },
  {
    id: 'external-dependencies',
    section: 'dependencies',
    text: 'Which systems outside does it call, what do they promise, and what happens when they fail?',
    example: 'VIN decoder, best effort; results are cached for 7 days',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: (model) => counted(ofKind(model, 'external').length, 'external system'),
  },
  {
    id: 'concurrency',
    section: 'concurrency-control',
    text: 'When two people change the same record at once, who wins?',
    example: 'The first one; the second is told to reload (version attribute).',
    essential: [],
    modes: everyMode,
    concerns: isWriting,
  },
  {
    id: 'alerting',
    section: 'observability',
    text: 'Who is told of an alarm, and by which channel?',
    example: 'On-call engineer by PagerDuty, team by Slack',
    essential: [],
    modes: everyMode,
    answeredBy: (model) => {
      const told = model.relations.filter(
        ({ from, kind, to }) =>
          (kind === 'alarms' || kind === 'publishes' || kind === 'triggers') &&
          model.components.some((one) => one.id === from && one.kind === 'alarm') &&
          model.components.some((one) => one.id === to && one.kind === 'topic'),
      );
      return counted(told.length, 'alarm with a topic', 'alarms with a topic');
    },
  },
  {
    id: 'dead-letters',
    section: 'error-handling',
    text: 'Who looks at dead letters, how often, and how are they sent again?',
    example: 'On-call daily; redrive after a fix',
    essential: [],
    modes: everyMode,
    concerns: ({ relations }) => relations.some(({ kind }) => kind === 'dead-letters'),
  },
];

/** What only a migration asks. */
export const migrationQuestions: readonly Question[] = [
  {
    id: 'migration-target',
    section: 'migration',
    text: 'Where is it to go, and why? Name what is replaced by what.',
    example: 'OrdersDatabase -> OrdersTable on DynamoDB, because queries by status are slow',
    essential: ['migration'],
    modes: ['migration'],
  },
  {
    id: 'migration-downtime',
    section: 'migration',
    text: 'How long may it be down, and until when must it be done?',
    example: 'No downtime; by 2027-03-31',
    essential: ['migration'],
    modes: ['migration'],
  },
  {
    id: 'migration-rollback',
    section: 'migration',
    text: 'What makes you go back: which error rate, latency or difference in data?',
    example: 'Errors above 5 % for 10 minutes, or any lost order',
    essential: ['migration'],
    modes: ['migration'],
  },
];
