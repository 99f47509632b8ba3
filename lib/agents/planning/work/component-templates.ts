import type { Design } from '../../design/schema.ts';
import type { Days, Topic } from './draft-task.ts';
import type { Role } from './roles.ts';

type ComponentKind = Design['components'][number]['kind'];
type Pattern = Design['integrations'][number]['pattern'];
type RuleKind = Design['businessRules'][number]['kind'];

/**
 * A step of the work on a component, each after the one before; `{name}` is the component's name. Other components wait
 * for the step `build`. An early one needs no environment and none of the components that this one depends on.
 */
export type Step = {
  key: string;
  name: string;
  role: Role;
  days: Days;
  topics: readonly Topic[];
  isEarly?: true;
};

/** What it takes to make a component of a kind, with a team that has done it before. */
export const componentSteps: Readonly<Record<ComponentKind, readonly Step[]>> = {
  interface: [
    {
      key: 'sketch',
      name: 'Try sketches of {name} with users',
      role: 'Developer',
      days: [1, 3, 6],
      topics: ['requirements'],
      isEarly: true,
    },
    { key: 'build', name: 'Build {name}', role: 'Developer', days: [4, 8, 15], topics: ['build'] },
    {
      key: 'test',
      name: 'Test {name}, with keyboard and screen reader',
      role: 'Test engineer',
      days: [1, 2, 5],
      topics: ['build'],
    },
  ],
  agent: [
    {
      key: 'cases',
      name: 'Collect cases with right answers for {name}',
      role: 'Process owner',
      days: [2, 4, 8],
      topics: ['requirements', 'cases'],
      isEarly: true,
    },
    { key: 'build', name: 'Build {name}', role: 'AI engineer', days: [6, 12, 25], topics: ['build', 'agent'] },
    {
      key: 'evaluate',
      name: 'Evaluate and tune {name} on the cases',
      role: 'AI engineer',
      days: [3, 6, 15],
      topics: ['agent', 'data', 'cases'],
    },
  ],
  function: [
    { key: 'build', name: 'Build {name}', role: 'Developer', days: [2, 4, 8], topics: ['build'] },
    { key: 'test', name: 'Test {name}', role: 'Test engineer', days: [0.5, 1, 3], topics: ['build'] },
  ],
  store: [
    {
      key: 'build',
      name: 'Set up {name} with keys and encryption',
      role: 'Data engineer',
      days: [1, 2, 5],
      topics: ['build', 'data', 'infrastructure'],
    },
    {
      key: 'restore',
      name: 'Restore {name} from a backup',
      role: 'Operations engineer',
      days: [0.5, 1, 2],
      topics: ['infrastructure'],
    },
  ],
  queue: [
    {
      key: 'build',
      name: 'Set up {name} with retries and dead letters',
      role: 'Developer',
      days: [1, 2, 4],
      topics: ['build', 'infrastructure'],
    },
  ],
  connector: [
    {
      key: 'build',
      name: 'Build {name}',
      role: 'Integration engineer',
      days: [3, 5, 10],
      topics: ['build', 'integration'],
    },
    {
      key: 'test',
      name: 'Test {name} against recorded answers and failures',
      role: 'Test engineer',
      days: [1, 2, 4],
      topics: ['integration'],
    },
  ],
  'knowledge-base': [
    {
      key: 'collect',
      name: 'Choose and clean the sources of {name}',
      role: 'Data engineer',
      days: [3, 6, 15],
      topics: ['data'],
      isEarly: true,
    },
    { key: 'build', name: 'Index {name}', role: 'AI engineer', days: [2, 4, 8], topics: ['build', 'data', 'agent'] },
    {
      key: 'measure',
      name: 'Measure what {name} finds',
      role: 'AI engineer',
      days: [2, 3, 6],
      topics: ['agent', 'data'],
    },
  ],
  identity: [
    {
      key: 'build',
      name: 'Set up {name}: sign-in, roles, least permissions',
      role: 'Developer',
      days: [2, 4, 9],
      topics: ['build', 'security'],
    },
    {
      key: 'test',
      name: 'Test what each role may and may not do in {name}',
      role: 'Test engineer',
      days: [1, 2, 4],
      topics: ['security'],
    },
  ],
  approval: [
    {
      key: 'agree',
      name: 'Agree on who approves what in {name}',
      role: 'Process owner',
      days: [1, 2, 5],
      topics: ['requirements', 'decision'],
      isEarly: true,
    },
    { key: 'build', name: 'Build {name}', role: 'Developer', days: [2, 4, 8], topics: ['build'] },
  ],
  monitoring: [
    {
      key: 'build',
      name: 'Set up {name}: logs, measures, alarms',
      role: 'Operations engineer',
      days: [2, 4, 7],
      topics: ['build', 'infrastructure'],
    },
    {
      key: 'runbook',
      name: 'Write what to do for each alarm of {name}',
      role: 'Operations engineer',
      days: [1, 2, 4],
      topics: ['infrastructure'],
    },
  ],
};

/** Work to connect a system by a pattern, reading only. */
export const integrationDays: Readonly<Record<Pattern, Days>> = {
  api: [3, 5, 10],
  file: [2, 4, 9],
  message: [3, 6, 12],
  database: [3, 5, 12],
  manual: [1, 2, 3],
};

/** A connector is a component of its own: what is left is to connect it with the real system. */
export const connectorFactor = 0.5;

/** Writing needs checks, retries and undoing, which reading does not. */
export const writeFactor: Readonly<Record<Design['integrations'][number]['direction'], number>> = {
  read: 1,
  write: 1.3,
  both: 1.5,
};

/** Work to program a rule and the tests that break when it is broken. */
export const ruleDays: Readonly<Record<RuleKind, Days>> = {
  'approval-required': [1, 2, 4],
  threshold: [0.5, 1, 2],
  'required-field': [0.5, 1, 2],
  retention: [1, 2, 4],
  'mask-personal-data': [1, 3, 6],
  residency: [1, 2, 4],
  'rate-limit': [0.5, 1, 2],
};

/** Topics of a rule beyond building it. */
export const ruleTopics: Readonly<Record<RuleKind, readonly Topic[]>> = {
  'approval-required': ['build', 'compliance'],
  threshold: ['build'],
  'required-field': ['build', 'data'],
  retention: ['build', 'compliance', 'data'],
  'mask-personal-data': ['build', 'compliance', 'security'],
  residency: ['build', 'compliance', 'infrastructure'],
  'rate-limit': ['build'],
};

/** Modelling an entity, its checks and its migration, by its fields. */
export function entityDays(fields: number, personalFields: number): Days {
  const likely = 0.5 + 0.15 * fields + 0.25 * personalFields;
  return [likely * 0.6, likely, likely * 2];
}
