import { NormalizedSchema } from '@smithy/core/schema';

type Random = () => number;

/** Names of things that exist, and others: by the member that asks for them. */
export type Hints = Readonly<Record<string, readonly unknown[]>>;

const TEXTS = [
  ...['', ' ', 'a', 'a'.repeat(300), 'x'.repeat(5000), '0', '-1', 'null', 'undefined', '__proto__', 'constructor'],
  ...[
    'ünïcödé 漢字 🙂',
    '\u0000',
    '\ud800',
    "'; DROP TABLE item; --",
    '<script>',
    '${jndi:x}',
    '../../etc/passwd',
    '%00',
  ],
  ...[
    '*',
    '{',
    '{}',
    '[]',
    '{"a":',
    'arn:aws:s3:::objects',
    'arn:aws:sqs:us-east-1:123456789012:work',
    'a=b&c=d',
    '#a = :b',
  ],
  ...['rate(1 minute)', 'cron(* * * * ? *)', 'id', ':one', 'attribute_exists(id)', 'SET a = :one', 'true', '1e400'],
];
const NUMBERS = [
  0,
  1,
  -1,
  2,
  3,
  10,
  100,
  1000,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];
const WRONG = [null, 'text', 7, true, [], {}, [null], { a: { b: {} } }];
const LONG_WAITS = new Set(['WaitTimeSeconds']);
const DEEPEST = 5;

const pick = <Value>(random: Random, list: readonly Value[]): Value =>
  list[Math.floor(random() * list.length)] as Value;

/**
 * An input that a client can serialize: members there or missing, of their kind or now and then of another, values of
 * the hints, at the limits, or hostile. The shape comes from the stock client's own schema of the operation.
 */
export function inputOf(schema: unknown, random: Random, hints: Hints): Record<string, unknown> {
  const made = make(NormalizedSchema.of(schema as never), '', random, hints, 0);
  return typeof made === 'object' && made !== null ? { ...made } : {};
}

function make(schema: NormalizedSchema, name: string, random: Random, hints: Hints, depth: number): unknown {
  if (depth > 0 && random() < 0.03) return pick(random, WRONG);
  const hinted = Object.hasOwn(hints, name) ? hints[name] : undefined;
  if (hinted && random() < 0.8) return pick(random, hinted);
  if (depth > DEEPEST) return undefined;
  if (schema.isStructSchema()) return makeStructure(schema, random, hints, depth);
  if (schema.isListSchema()) {
    const length = pick(random, [0, 1, 1, 2, 3, 26, 101]);
    return Array.from({ length }, () => make(schema.getValueSchema(), name, random, hints, depth + 1));
  }
  if (schema.isMapSchema()) {
    const keys = Array.from({ length: pick(random, [0, 1, 2, 12]) }, () => pick(random, hints.key ?? TEXTS));
    return Object.fromEntries(
      keys.map((key) => [String(key), make(schema.getValueSchema(), name, random, hints, depth + 1)]),
    );
  }
  if (schema.isBooleanSchema()) return random() < 0.5;
  if (schema.isNumericSchema()) return LONG_WAITS.has(name) ? pick(random, [0, -1, 21]) : pick(random, NUMBERS);
  if (schema.isTimestampSchema()) return new Date(pick(random, [0, Date.now(), 4e12, -1e12]));
  if (schema.isBlobSchema()) return Buffer.from(pick(random, TEXTS));
  return pick(random, TEXTS);
}

function makeStructure(schema: NormalizedSchema, random: Random, hints: Hints, depth: number): object {
  const members = [...schema.structIterator()];
  const one = Math.floor(random() * members.length);
  const taken = schema.isUnionSchema()
    ? members.slice(one, one + 1)
    : members.filter(([name]) => random() < chance(name, hints, depth));
  return Object.fromEntries(taken.map(([name, member]) => [name, make(member, name, random, hints, depth + 1)]));
}

/** What is known to matter is mostly there; the rest is rarer, the deeper the rarer. */
const chance = (name: string, hints: Hints, depth: number) => (Object.hasOwn(hints, name) ? 0.9 : 0.45 - depth * 0.06);
