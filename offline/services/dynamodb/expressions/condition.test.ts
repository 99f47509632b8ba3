import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../values/attribute-value.ts';
import { holds } from './evaluate.ts';
import { readExpressions } from './expressions.ts';

/** A condition as text, beside what it means in plain JavaScript. */
type Sample = { text: string; meaning: (item: Readonly<Record<string, number | undefined>>) => boolean };

const NAMES = ['a', 'b', 'c'] as const;
const VALUES = [0, 1, 2] as const;
const name = fc.constantFrom(...NAMES);
const value = fc.constantFrom(...VALUES);

const COMPARISONS = {
  '=': (left: number, right: number) => left === right,
  '<': (left: number, right: number) => left < right,
  '<=': (left: number, right: number) => left <= right,
  '>': (left: number, right: number) => left > right,
  '>=': (left: number, right: number) => left >= right,
};

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.tuple(name, fc.constantFrom('=', '<', '<=', '>', '>='), value).map(([attribute, operator, right]) => ({
    text: `${attribute} ${operator} :v${right}`,
    meaning: (item: Readonly<Record<string, number | undefined>>) => {
      const left = item[attribute];
      return left !== undefined && COMPARISONS[operator](left, right);
    },
  })),
  fc.tuple(name, value).map(([attribute, right]) => ({
    text: `${attribute} <> :v${right}`,
    meaning: (item: Readonly<Record<string, number | undefined>>) => item[attribute] !== right,
  })),
  name.map((attribute) => ({
    text: `attribute_exists(${attribute})`,
    meaning: (item: Readonly<Record<string, number | undefined>>) => item[attribute] !== undefined,
  })),
  fc.tuple(name, fc.uniqueArray(value, { minLength: 1 })).map(([attribute, candidates]) => ({
    text: `${attribute} IN (${candidates.map((candidate) => `:v${candidate}`).join(', ')})`,
    meaning: (item: Readonly<Record<string, number | undefined>>) =>
      candidates.some((candidate) => candidate === item[attribute]),
  })),
  fc.tuple(name, value, value).map(([attribute, one, other]) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    return {
      text: `${attribute} BETWEEN :v${low} AND :v${high}`,
      meaning: (item: Readonly<Record<string, number | undefined>>) => {
        const found = item[attribute];
        return found !== undefined && found >= low && found <= high;
      },
    };
  }),
);

const { condition } = fc.letrec<{ condition: Sample; or: Sample; and: Sample; not: Sample }>((tie) => ({
  condition: fc.oneof({ maxDepth: 4 }, leaf, tie('or'), tie('and'), tie('not')),
  or: fc.tuple(tie('condition'), tie('condition')).map(([left, right]) => ({
    text: `${left.text} OR ${right.text}`,
    meaning: (item) => left.meaning(item) || right.meaning(item),
  })),
  // AND binds closer than OR: a disjunction inside needs its parentheses, and may have them always.
  and: fc.tuple(tie('condition'), tie('condition')).map(([left, right]) => ({
    text: `(${left.text}) AND (${right.text})`,
    meaning: (item) => left.meaning(item) && right.meaning(item),
  })),
  not: tie('condition').map((inner) => ({
    text: `NOT (${inner.text})`,
    meaning: (item) => !inner.meaning(item),
  })),
}));

const item = fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }) as fc.Arbitrary<
  Readonly<Record<string, number | undefined>>
>;

test('conditions mean what they say, with the precedence of NOT, AND and OR', () => {
  fc.assert(
    fc.property(condition, item, (sample, plain) => {
      const used = VALUES.filter((number) => sample.text.includes(`:v${number}`));
      const { filter } = readExpressions({
        FilterExpression: sample.text,
        ...(used.length > 0 && {
          ExpressionAttributeValues: Object.fromEntries(used.map((number) => [`:v${number}`, { N: String(number) }])),
        }),
      });
      const stored = Object.fromEntries(Object.entries(plain).map(([key, number]) => [key, { N: String(number) }]));
      expect(filter && holds(filter, stored)).toBe(sample.meaning(plain));
    }),
    { numRuns: 500 },
  );
});

const sample: Item = {
  s: { S: 'hello world' },
  n: { N: '5' },
  set: { SS: ['x', 'y'] },
  list: { L: [{ N: '1' }, { M: { deep: { S: 'down' } } }] },
  map: { M: { a: { S: 'b' }, size: { N: '3' } } },
  nothing: { NULL: true },
  b: { B: Buffer.from([1, 2, 3]).toString('base64') },
};

const evaluate = (text: string, values?: Item, names?: Record<string, string>) => {
  const { filter } = readExpressions({
    FilterExpression: text,
    ...(values && { ExpressionAttributeValues: values }),
    ...(names && { ExpressionAttributeNames: names }),
  });
  return filter ? holds(filter, sample) : undefined;
};

test.each<[string, Item | undefined, boolean]>([
  ['begins_with(s, :v)', { ':v': { S: 'hello' } }, true],
  ['contains(s, :v)', { ':v': { S: 'o w' } }, true],
  ['contains(#set, :v)', { ':v': { S: 'x' } }, true],
  ['contains(#list, :v)', { ':v': { N: '1' } }, true],
  ['contains(b, :v)', { ':v': { B: Buffer.from([2, 3]).toString('base64') } }, true],
  ['#list[1].deep = :v', { ':v': { S: 'down' } }, true],
  ['size(s) > :v', { ':v': { N: '10' } }, true],
  ['size(#list) = :v', { ':v': { N: '2' } }, true],
  ['attribute_type(nothing, :v)', { ':v': { S: 'NULL' } }, true],
  ['attribute_not_exists(#map.absent)', undefined, true],
  ['n > :v', { ':v': { S: '1' } }, false],
  ['#set = :v', { ':v': { SS: ['y', 'x'] } }, true],
  ['absent <> :v', { ':v': { N: '1' } }, true],
  ['NOT absent = :v', { ':v': { N: '1' } }, true],
  ['toString = :v', { ':v': { N: '1' } }, false],
])('%s', (text, values, expected) => {
  const names = Object.fromEntries(
    ['list', 'map', 'set'].filter((word) => text.includes(`#${word}`)).map((word) => [`#${word}`, word]),
  );
  expect(evaluate(text, values, Object.keys(names).length > 0 ? names : undefined)).toBe(expected);
});

describe('refuses, in DynamoDB’s words,', () => {
  const one = { ':a': { N: '1' } };
  test.each<[string, Item | undefined, string]>([
    ['', undefined, 'The expression can not be empty;'],
    ['a = :b', one, 'An expression attribute value used in expression is not defined; attribute value: :b'],
    ['#x = :a', one, 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    ['((a = :a))', one, 'The expression has redundant parentheses;'],
    ['size = :a', one, 'Attribute name is a reserved keyword; reserved keyword: size'],
    ['unheard_of(a)', undefined, 'Invalid function name; function: unheard_of'],
    [
      'attribute_exists(:a)',
      one,
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'begins_with(a)',
      undefined,
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'begins_with(a, :a)',
      one,
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'a = a',
      undefined,
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    ['size(a)', undefined, 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'begins_with(a, :a) = :a',
      one,
      'The function is not allowed to be used this way in an expression; function: begins_with',
    ],
    ['a ! :a', one, 'Syntax error; token: "!", near: "a ! :a"'],
    ['a = ', undefined, 'Syntax error; token: "<EOF>", near: "="'],
    ['a = :a AND', one, 'Syntax error; token: "<EOF>", near: "AND"'],
  ])('%s', (text, values, message) => {
    expect(() => evaluate(text, values)).toThrow(`Invalid FilterExpression: ${message}`);
  });

  test('placeholders that no expression uses', () => {
    expect(() => evaluate('attribute_exists(a)', one)).toThrow(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}',
    );
  });

  test('nesting without end', () => {
    expect(() => evaluate('('.repeat(2000), undefined)).toThrow('Syntax error');
    expect(() => evaluate(`NOT ${'NOT '.repeat(900)}a = :a`, one)).toThrow('Syntax error');
  });
});
