import type { ComponentKind, RelationKind } from '../schema.ts';

const READS =
  /^(?:\*|Get|BatchGet|Query|Scan|List|Head|Select|PartiQLSelect|ConditionCheck|TransactGet|Describe(?:Table)?$|Receive|Read)/;
const WRITES =
  /^(?:\*|Put|Update|Delete|BatchWrite|Create|Write|PartiQL(?:Insert|Update|Delete)|TransactWrite|Abort|Restore)/;

interface Effect {
  readonly service: string;
  readonly action: RegExp;
  readonly kind: RelationKind;
}

const effects: Readonly<Partial<Record<ComponentKind, readonly Effect[]>>> = {
  table: [
    { service: 'dynamodb', action: READS, kind: 'reads' },
    { service: 'dynamodb', action: WRITES, kind: 'writes' },
  ],
  bucket: [
    { service: 's3', action: /^(?:\*|Get|Head|Select)/, kind: 'reads' },
    { service: 's3', action: /^(?:\*|Put|Delete|Abort|Restore)/, kind: 'writes' },
  ],
  bus: [{ service: 'events', action: /^(?:\*|Put)/, kind: 'publishes' }],
  database: [
    { service: 'es', action: /^(?:\*|ESHttp(?:\*|Get|Head|Post))/, kind: 'reads' },
    { service: 'es', action: /^(?:\*|ESHttp(?:\*|Put|Post|Delete|Patch))/, kind: 'writes' },
    { service: 'rds-data', action: /^/, kind: 'reads' },
  ],
  function: [{ service: 'lambda', action: /^(?:\*|Invoke)/, kind: 'invokes' }],
  parameter: [{ service: 'ssm', action: /^(?:\*|Get)/, kind: 'reads' }],
  queue: [
    { service: 'sqs', action: /^(?:\*|Send)/, kind: 'publishes' },
    { service: 'sqs', action: /^(?:\*|Receive)/, kind: 'reads' },
  ],
  secret: [{ service: 'secretsmanager', action: /^(?:\*|GetSecretValue)/, kind: 'reads' }],
  'state-machine': [{ service: 'states', action: /^(?:\*|Start)/, kind: 'invokes' }],
  stream: [
    { service: 'kinesis', action: /^(?:\*|Put)/, kind: 'publishes' },
    { service: 'firehose', action: /^(?:\*|Put)/, kind: 'publishes' },
    { service: 'kinesis', action: /^(?:\*|Get)/, kind: 'reads' },
  ],
  topic: [{ service: 'sns', action: /^(?:\*|Publish)/, kind: 'publishes' }],
};

/** What a principal with these actions would do to a component of a kind. */
export function effectsOf(actions: readonly string[], kind: ComponentKind): RelationKind[] {
  const found = new Set<RelationKind>();
  for (const { service, action, kind: effect } of effects[kind] ?? []) {
    const isAllowed = actions.some((each) => {
      if (each === '*') return true;
      const [prefix = '', verb = ''] = each.split(':');
      return prefix.toLowerCase() === service && action.test(verb);
    });
    if (isAllowed) found.add(effect);
  }
  return [...found];
}
