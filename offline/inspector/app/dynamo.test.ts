import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, type Item, itemToPlain, readItem, searchInput, toItem, typedValue, unchanged } from './dynamo.ts';

const item: Item = {
  id: { S: '1' },
  count: { N: '12345678901234567890123' },
  tags: { SS: ['a', 'b'] },
  sizes: { NS: ['1', '2.5'] },
  picture: { B: 'AAEC' },
  gone: { NULL: true },
  deep: { M: { list: { L: [{ N: '1' }, { S: '<img>' }] } } },
};

describe('an item as plain JSON', () => {
  test('keeps digits that JSON numbers cannot hold', () => {
    expect(itemToPlain(item)).toMatchObject({
      count: '12345678901234567890123',
      tags: ['a', 'b'],
      sizes: [1, 2.5],
      gone: null,
    });
  });
  test('comes back as it was: sets, long numbers and binary keep their types', () => {
    expect(toItem(itemToPlain(item), item)).toEqual(item);
  });
  test('changes only what was changed', () => {
    const plain = { ...itemToPlain(item), tags: ['a', 'c'], deep: { list: [1, '<b>'], more: true } };
    expect(toItem(plain, item)).toMatchObject({
      tags: { SS: ['a', 'c'] },
      count: { N: '12345678901234567890123' },
      deep: { M: { list: { L: [{ N: '1' }, { S: '<b>' }] }, more: { BOOL: true } } },
    });
  });
  test('any JSON object survives the way to an item and back', () => {
    const keys = fc.string().filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(
        fc.dictionary(
          keys,
          fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null), fc.array(fc.string())),
        ),
        (plain) => {
          expect(itemToPlain(toItem(plain))).toEqual({ ...plain });
        },
      ),
    );
  });
});

describe('what is typed', () => {
  test('is refused in words that name the place', () => {
    expect(() => readItem('{', 'plain')).toThrow('not valid JSON');
    expect(() => readItem('[]', 'plain')).toThrow('An item is a JSON object.');
    expect(() => readItem('{"a":{"M":{"b":{"S":"x","N":"1"}}}}', 'dynamodb')).toThrow(
      'a.b must be an object with one type',
    );
    expect(() => readItem('{"a":{"L":[{"X":"x"}]}}', 'dynamodb')).toThrow('a[0] must be');
  });
  test('is a number, truth value or text as it looks, and a text in quotes', () => {
    expect(['1', '-2.5', 'true', 'null', 'a1', '"1"'].map(typedValue)).toEqual([
      ...[{ N: '1' }, { N: '-2.5' }, { BOOL: true }, { NULL: true }, { S: 'a1' }, { S: '1' }],
    ]);
  });
});

describe('expressions', () => {
  test('a change is saved only while every attribute is as it was read', () => {
    expect(unchanged({ id: { S: '1' }, size: { N: '2' } })).toEqual({
      ConditionExpression: '#a0 = :v0 AND #a1 = :v1',
      ExpressionAttributeNames: { '#a0': 'id', '#a1': 'size' },
      ExpressionAttributeValues: { ':v0': { S: '1' }, ':v1': { N: '2' } },
    });
    expect(absent('id').ConditionExpression).toBe('attribute_not_exists(#a0)');
  });
  test('names and values never stand in the text of a search', () => {
    expect(
      searchInput({
        index: 'byOwner',
        partition: { name: 'owner', type: 'S', value: 'x OR 1=1' },
        sort: { name: 'at', type: 'N', operator: 'begins_with', value: '5' },
        filter: { name: 'a = b', operator: 'contains', value: ') OR (' },
      }),
    ).toEqual({
      IndexName: 'byOwner',
      KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
      FilterExpression: 'contains(#f, :f)',
      ExpressionAttributeNames: { '#p': 'owner', '#s': 'at', '#f': 'a = b' },
      ExpressionAttributeValues: { ':p': { S: 'x OR 1=1' }, ':s': { N: '5' }, ':f': { S: ') OR (' } },
    });
    expect(searchInput({ filter: { name: 'a', operator: 'missing', value: '' } })).toEqual({
      FilterExpression: 'attribute_not_exists(#f)',
      ExpressionAttributeNames: { '#f': 'a' },
    });
    expect(searchInput({})).toEqual({});
  });
});
