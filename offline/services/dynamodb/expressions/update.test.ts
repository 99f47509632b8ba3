import { describe, expect, test } from 'vitest';
import type { Item } from '../values/attribute-value.ts';
import { applyUpdate } from './apply-update.ts';
import { readExpressions } from './expressions.ts';

const before: Item = {
  count: { N: '1' },
  list: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  map: { M: { list: { L: [{ N: '1' }] }, x: { S: 'y' } } },
  tags: { SS: ['x', 'y'] },
};

function update(text: string, values?: Item, item = before): Item {
  const names = Object.fromEntries(
    ['count', 'list', 'map'].filter((word) => text.includes(`#${word}`)).map((word) => [`#${word}`, word]),
  );
  const { update: actions } = readExpressions({
    UpdateExpression: text,
    ...(values && { ExpressionAttributeValues: values }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
  });
  return applyUpdate(item, actions ?? []);
}

test('operands see the item as it was', () => {
  const after = update('SET a = #count + :one, #count = #count + :one', { ':one': { N: '1' } });
  expect(after).toMatchObject({ a: { N: '2' }, count: { N: '2' } });
  expect(before.count).toEqual({ N: '1' });
});

test('removed list elements close up, later indexes still mean the list before', () => {
  expect(update('REMOVE #list[0], #list[1]').list).toEqual({ L: [{ S: 'c' }] });
  expect(update('SET #list[2] = :z REMOVE #list[0]', { ':z': { S: 'z' } }).list).toEqual({
    L: [{ S: 'b' }, { S: 'z' }],
  });
});

test('elements beyond the end are appended', () => {
  expect(update('SET #list[9] = :z, #list[7] = :y', { ':z': { S: 'z' }, ':y': { S: 'y' } }).list?.L?.slice(3)).toEqual([
    { S: 'y' },
    { S: 'z' },
  ]);
});

test('nested paths are changed without touching the item before', () => {
  const after = update('SET #map.#list[0] = :two, #map.fresh = :two REMOVE #map.x', { ':two': { N: '2' } });
  expect(after.map).toEqual({ M: { list: { L: [{ N: '2' }] }, fresh: { N: '2' } } });
  expect(before.map?.M?.x).toEqual({ S: 'y' });
});

test('sets grow, shrink, and vanish with their last member', () => {
  expect(update('ADD tags :t', { ':t': { SS: ['y', 'z'] } }).tags).toEqual({ SS: ['x', 'y', 'z'] });
  expect(update('DELETE tags :t', { ':t': { SS: ['x'] } }).tags).toEqual({ SS: ['y'] });
  expect(update('DELETE tags :t', { ':t': { SS: ['x', 'y'] } })).not.toHaveProperty('tags');
});

test('if_not_exists and list_append', () => {
  const values = { ':zero': { N: '0' }, ':one': { N: '1' }, ':more': { L: [{ S: 'd' }] } };
  const after = update('SET version = if_not_exists(version, :zero) + :one, #list = list_append(#list, :more)', values);
  expect(after.version).toEqual({ N: '1' });
  expect(after.list?.L).toHaveLength(4);
});

test('an attribute may be called __proto__', () => {
  const { update: actions } = readExpressions({
    UpdateExpression: 'SET #p = :v',
    ExpressionAttributeNames: { '#p': '__proto__' },
    ExpressionAttributeValues: { ':v': { S: 'kept' } },
  });
  expect(JSON.stringify(applyUpdate({}, actions ?? []))).toBe('{"__proto__":{"S":"kept"}}');
});

describe('refuses', () => {
  const one = { ':a': { N: '1' } };
  test.each<[string, Item | undefined, string]>([
    [
      'SET a = :a, a = :a',
      one,
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    ['SET a.b = :a, a = :a', one, 'Two document paths overlap with each other'],
    [
      'SET a.b = :a, a[0] = :a',
      one,
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    ['SET a = :a SET b = :a', one, 'The "SET" section can only be used once in an update expression;'],
    ['SET size = :a', one, 'Attribute name is a reserved keyword; reserved keyword: size'],
    ['SET a = nonsense(:a)', one, 'Invalid function name; function: nonsense'],
    [
      'ADD a :s',
      { ':s': { S: 'x' } },
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    ],
    ['SET a = b', undefined, 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET a = #list + :a', one, 'An operand in the update expression has an incorrect data type'],
    ['SET absent.b = :a', one, 'The document path provided in the update expression is invalid for update'],
    [
      'INVALID SYNTAX HERE',
      undefined,
      'Invalid UpdateExpression: Syntax error; token: "INVALID", near: "INVALID SYNTAX"',
    ],
  ])('%s', (text, values, message) => {
    expect(() => update(text, values)).toThrow(message);
  });
});
