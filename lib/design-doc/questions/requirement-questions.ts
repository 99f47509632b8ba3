import { componentElement, lookUp } from '../facts/element-facts.ts';
import { counted, everyMode, type Question } from './question.ts';

/** What nobody can read in a source: why, how much, how well, at what price. */
export const requirementQuestions: readonly Question[] = [
  {
    id: 'scope',
    section: 'scope',
    text: 'What is to be designed, for whom, and what is out of scope?',
    example: 'Work orders for fleet vehicles, for shop managers and technicians; invoicing is out of scope.',
    essential: ['greenfield'],
    modes: everyMode,
  },
  {
    id: 'use-cases',
    section: 'use-cases',
    text: 'Who does what with it? One use case a line: actor, action, object.',
    example: 'Shop manager creates work order; technician views work orders; technician updates work order',
    essential: ['greenfield'],
    modes: everyMode,
    answeredBy: ({ apis }) => counted(apis.length, 'operation'),
  },
  {
    id: 'load',
    section: 'cost',
    text: 'What load do you expect: how many requests, per second, minute, hour, day or month?',
    example: '50 requests per second',
    essential: everyMode,
    modes: everyMode,
  },
  {
    id: 'peak-load',
    section: 'capacity',
    text: 'How high is the peak above the average?',
    example: '5 times the average, on weekdays at noon',
    essential: [],
    modes: everyMode,
  },
  {
    id: 'budget',
    section: 'cost',
    text: 'What may it cost a month?',
    example: '200 USD a month',
    essential: everyMode,
    modes: everyMode,
  },
  {
    id: 'latency-target',
    section: 'non-functional-requirements',
    text: 'How fast must an answer be: which latency at which percentile?',
    example: 'p99 below 500 ms',
    essential: ['greenfield'],
    modes: everyMode,
  },
  {
    id: 'availability-target',
    section: 'service-levels',
    text: 'Which availability do users need over a month?',
    example: '99.9 %',
    essential: ['greenfield'],
    modes: everyMode,
  },
  {
    id: 'recovery-targets',
    section: 'non-functional-requirements',
    text: 'After a disaster: how soon must it run again (RTO), and how much data may be lost (RPO)?',
    example: 'RTO 1 hour, RPO 15 minutes',
    essential: [],
    modes: everyMode,
  },
  {
    id: 'growth',
    section: 'capacity',
    text: 'How does the load grow over the next twelve months?',
    example: 'It doubles.',
    essential: [],
    modes: everyMode,
  },
  {
    id: 'function-duration',
    section: 'cost',
    text: 'How long does a function run for one request on average?',
    example: '120 ms',
    essential: [],
    modes: everyMode,
  },
  {
    id: 'data-volume',
    section: 'capacity',
    text: 'How much data is there, how big is a record, and how many come a month?',
    example: '2 KB a record, 10,000 records a month, 5 GB today',
    essential: [],
    modes: everyMode,
  },
  {
    id: 'retention',
    section: 'retention',
    text: 'How long is data kept, and does a law or contract say so?',
    example: 'Orders 7 years (tax law), idempotency keys 24 hours',
    essential: everyMode,
    modes: everyMode,
    answeredBy: (model) => {
      const tables = model.components.filter(({ kind }) => kind === 'table');
      const withTtl = tables.filter(({ id }) =>
        lookUp(model, componentElement(id), 'TimeToLiveSpecification.AttributeName'),
      );
      return tables.length > 0 && withTtl.length === tables.length ? 'every table has a time to live' : null;
    },
    concerns: ({ stores, components }) =>
      stores.length > 0 || components.some(({ kind }) => ['table', 'bucket', 'database'].includes(kind)),
  },
  {
    id: 'compliance',
    section: 'security-boundaries',
    text: 'Which personal or regulated data is in it, and which rules apply?',
    example: 'Names and addresses of customers; GDPR',
    essential: [],
    modes: everyMode,
  },
];
