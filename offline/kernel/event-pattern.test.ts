import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compilePattern, InvalidPatternError } from './event-pattern.ts';

type Case = { id: string; src: string; pattern?: string; raw?: string; detail?: string; expect: boolean | 'invalid' };

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/event-patterns.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

function outcome({ pattern, raw, detail }: Case): boolean | 'invalid' | 'valid' {
  try {
    const compiled = compilePattern(pattern ?? raw ?? '');
    return detail === undefined ? 'valid' : compiled.matches(detail);
  } catch (error) {
    if (error instanceof InvalidPatternError) return 'invalid';
    throw error;
  }
}

test('decides every case of the published event-ruler data as AWS does', () => {
  const wrong = cases.filter((one) => outcome(one) !== one.expect).map(({ id, src }) => `${id} ${src}`);
  expect(cases.length).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});

test('an error names the place and what may stand there', () => {
  expect(() => compilePattern('{"detail":{"size":[{"bigger":3}]}}')).toThrow(
    /^Event pattern is not valid\. Reason: Unrecognized match type bigger; .*, at detail\.size$/,
  );
});

// What the documentation tells beyond the data above: operator, what fits, what does not.
test.each([
  [{ 'anything-but': { prefix: ['a', 'b'] } }, 'c', 'b1'],
  [{ 'anything-but': { suffix: ['.png', '.jpg'] } }, 'a.pdf', 'a.jpg'],
  [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }, '/etc/x', '/usr/bin/x'],
  [{ 'anything-but': { 'equals-ignore-case': ['Initializing', 'stopped'] } }, 'running', 'STOPPED'],
  [{ prefix: { 'equals-ignore-case': 'EventB' } }, 'eventBridge', 'event'],
  [{ suffix: { 'equals-ignore-case': '.PNG' } }, 'a.png', 'a.pn'],
  [{ cidr: '2001:db8::/32' }, '2001:db8:1::1', '2001:db9::1'],
  [{ cidr: '10.0.0.0/24' }, '10.0.0.255', '::ffff:10.0.0.1'],
  [{ numeric: ['>', 0, '<=', 5] }, 5, 0],
  [{ numeric: ['=', 3.018e2] }, 301.8, 301.81],
  [{ wildcard: 'a\\*b' }, 'a*b', 'aab'],
] as const)('%j takes %j, not %j', (operator, fitting, other) => {
  const pattern = compilePattern(JSON.stringify({ detail: { x: [operator] } }));
  expect([pattern.matches({ detail: { x: fitting } }), pattern.matches({ detail: { x: other } })]).toEqual([
    true,
    false,
  ]);
});

test('exists asks for leaves: a node with members does not exist', () => {
  const exists = (wanted: boolean) => compilePattern(JSON.stringify({ detail: { node: [{ exists: wanted }] } }));
  const event = { detail: { node: { leaf: 1 } } };
  expect([exists(true).matches(event), exists(false).matches(event)]).toEqual([false, true]);
});

test.each([
  [{ wildcard: 'a**b' }, /Consecutive wildcard characters at pos 1/],
  [{ wildcard: 'a\\b' }, /Invalid escape character at pos 1/],
  [{ cidr: '10.0.0.0/33' }, /Malformed CIDR/],
  [{ numeric: ['>', 5, '<', 5] }, /Bottom must be less than top/],
  [{ numeric: ['!', 5] }, /Unrecognized numeric range operator/],
  [{ 'anything-but': ['a', 1] }, /either all values are numbers or all are strings/],
  [{ 'anything-but': { prefix: '' } }, /Null prefix not allowed/],
  [{ exists: 'yes' }, /exists match pattern must be either true or false/],
  [{ prefix: 1 }, /prefix match pattern must be a string/],
  [{ prefix: 'a', suffix: 'b' }, /Only one key allowed/],
])('%j is refused: %s', (operator, message) => {
  expect(() => compilePattern(JSON.stringify({ detail: { x: [operator] } }))).toThrow(message);
});

test('$or multiplies out, up to a thousand combinations', () => {
  const or = (count: number) => ({ $or: Array.from({ length: count }, (_, n) => ({ [`f${n}`]: [1] })) });
  const nested = (inner: number) => JSON.stringify({ detail: { a: or(10), b: or(10), c: or(inner) } });
  expect(compilePattern(nested(10)).matches({ detail: { a: { f9: 1 }, b: { f0: 1 }, c: { f3: 1 } } })).toBe(true);
  expect(() => compilePattern(nested(11))).toThrow(/More than 1000 combinations/);
});

test('a pattern whose wildcards invite backtracking is decided at once', () => {
  const pattern = compilePattern(JSON.stringify({ key: [{ wildcard: `${'*a'.repeat(50)}b` }] }));
  expect(pattern.matches({ key: 'a'.repeat(50_000) })).toBe(false);
});
