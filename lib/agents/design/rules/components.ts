import { any, atLeast, has, of, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unless } from './rule.ts';

const section = 'components';
const deskProducts = ['zendesk', 'freshdesk', 'intercom', 'salesforce', 'servicenow'];
const hasDesk = of(ask.systems, uses(...deskProducts));
const hasOwnDatabase = any(of(ask.platform, uses('amazon-aurora')), of(ask.hosting, uses('amazon-aurora')));
const hasKafka = any(of(ask.apis, uses('kafka')), of(ask.platform, uses('kafka')));
const isMany = of(ask.volume, atLeast('count', 1_000));

export const componentRules: readonly DesignRule[] = [
  {
    id: 'components.decision-log',
    section,
    when: 'always',
    says: 'Whatever is built, what it proposes and what people decide goes into a log that only grows; this follows from no answer.',
    components: [
      {
        id: 'decision-log',
        name: 'Decision log',
        kind: 'store',
        purpose: 'Keeps who or what proposed and decided what, when and why',
        technology: 'Amazon DynamoDB, append only',
      },
    ],
    entities: [
      {
        id: 'decision-entry',
        name: 'Decision entry',
        component: 'decision-log',
        retention: { word: 'logDays' },
        fields: [
          field('Decided at', 'date', 'required'),
          field('Actor', 'string', 'required personal'),
          field('Action', 'string', 'required'),
          field('Record', 'string', 'required'),
          field('Explanation', 'string'),
        ],
      },
    ],
  },
  {
    id: 'components.agent',
    section,
    when: forUseCase(),
    says: 'The {agentName} does the work: {agentPurpose}.',
    components: [
      {
        id: '{agent}',
        name: '{agentName}',
        kind: 'agent',
        purpose: '{agentPurpose}',
        technology: 'Amazon Bedrock AgentCore',
        dependsOn: ['{store}', 'decision-log'],
      },
    ],
  },
  {
    id: 'components.store-own-database',
    section,
    when: every(forUseCase(), hasOwnDatabase),
    about: [ask.platform],
    says: 'Its {cases} are stored in a schema of their own in Aurora, which is there already and known to the team.',
    components: [
      {
        id: '{store}',
        name: '{Case} store',
        kind: 'store',
        purpose: 'Keeps the {cases} in work and their results',
        technology: 'Amazon Aurora PostgreSQL',
      },
    ],
    decision: {
      id: 'store',
      title: 'Where {cases} are kept',
      choice: 'A schema in the existing Amazon Aurora',
      alternatives: [{ name: 'Amazon DynamoDB', why: 'Nothing to size, but one more kind of database to know' }],
    },
  },
  {
    id: 'components.store-new',
    section,
    when: every(forUseCase(), unless(hasOwnDatabase)),
    about: [ask.platform],
    says: 'Its {cases} are kept in a store of their own, so that no system of today has to be changed for it.',
    components: [
      {
        id: '{store}',
        name: '{Case} store',
        kind: 'store',
        purpose: 'Keeps the {cases} in work and their results',
        technology: 'Amazon DynamoDB',
      },
    ],
    decision: {
      id: 'store',
      title: 'Where {cases} are kept',
      choice: 'Amazon DynamoDB',
      alternatives: [
        { name: 'Amazon Aurora PostgreSQL', why: 'Free queries, but a database server to size and patch' },
        { name: 'A table in an existing system', why: 'No new store, but a change to a system in operation' },
      ],
    },
  },
  {
    id: 'components.desk',
    section,
    when: every(forUseCase('support', 'it-operations', 'hr'), hasDesk),
    about: [ask.systems],
    says: 'People meet the drafts where they work already, beside the ticket; the system is among {technical.integration.systems#product}.',
    components: [
      {
        id: 'desk-panel',
        name: 'Ticket side panel',
        kind: 'interface',
        purpose: 'Shows draft, sources and confidence beside the ticket',
        technology: 'App within the ticket system',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.workplace',
    section,
    when: every(forUseCase(), unless(every(forUseCase('support', 'it-operations', 'hr'), hasDesk)), known('users')),
    says: 'A web workplace shows the {cases} to those who work on them.',
    about: [ask.change, ask.effort],
    components: [
      {
        id: 'workplace',
        name: '{Case} workplace',
        kind: 'interface',
        purpose: 'Lists open {cases}, shows draft beside source, takes corrections',
        technology: 'AWS Amplify Hosting',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.topic',
    section,
    when: every(forUseCase(), hasKafka),
    about: [ask.apis],
    says: 'New {cases} arrive as events on the Kafka that is in use ({technical.integration.apis}).',
    components: [
      {
        id: 'intake-topic',
        name: 'Intake topic',
        kind: 'queue',
        purpose: 'Carries new {cases} to the agent',
        technology: 'Kafka',
        usedBy: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.queue',
    section,
    when: every(forUseCase(), isMany, unless(hasKafka)),
    says: 'With {casesPerMonth} {cases} a month, arrivals wait in a queue, so that a slow model or system loses none.',
    components: [
      {
        id: 'intake-queue',
        name: 'Intake queue',
        kind: 'queue',
        purpose: 'Holds new {cases} until the agent is free; what fails five times is put aside',
        technology: 'Amazon SQS',
        usedBy: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.knowledge',
    section,
    when: every(
      forUseCase('support', 'knowledge', 'hr', 'it-operations', 'claims'),
      either(of(ask.documented, has('documented-process')), forUseCase('knowledge')),
    ),
    about: [ask.documented],
    says: 'What the {agentName} may say comes from a knowledge base of the approved descriptions, and it cites them.',
    components: [
      {
        id: 'playbooks',
        name: 'Playbook library',
        kind: 'knowledge-base',
        purpose: 'Finds the passage that answers, by meaning and by words',
        technology: 'Amazon Bedrock Knowledge Bases on Amazon S3 Vectors',
        usedBy: ['{agent}'],
      },
    ],
    entities: [
      {
        id: 'playbook-passage',
        name: 'Playbook passage',
        component: 'playbooks',
        fields: [
          field('Document', 'string', 'required'),
          field('Passage', 'string', 'required'),
          field('Valid until', 'date'),
        ],
      },
    ],
  },
  {
    id: 'components.paper',
    section,
    when: every(
      forUseCase(),
      either(of(ask.platform, has('paper-records')), forUseCase('documents', 'onboarding', 'procurement')),
    ),
    about: [ask.platform],
    says: 'Part of what {cases} rest on is no text yet, so scans are read first and doubtful lines shown to a person.',
    components: [
      {
        id: 'document-reader',
        name: 'Document reader',
        kind: 'function',
        purpose: 'Turns scanned pages into text with the place of each word',
        technology: 'Amazon Textract',
        usedBy: ['{agent}'],
      },
    ],
    entities: [
      {
        id: 'scanned-page',
        name: 'Scanned page',
        component: '{store}',
        fields: [
          field('File name', 'string', 'required'),
          field('Page number', 'number', 'required'),
          field('Recognized text', 'string', 'personal'),
          field('Reading confidence', 'number'),
        ],
      },
    ],
  },
];
