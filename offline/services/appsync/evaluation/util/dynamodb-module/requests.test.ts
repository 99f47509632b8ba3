import { describe, expect, it } from 'vitest';
import { startRun } from '../../run.ts';
import { testContext, testSource } from '../../testing.ts';
import { findFunction } from '../function-table.ts';
import { DYNAMODB_MODULE } from './requests.ts';

function call(path: string, ...args: unknown[]): unknown {
  const found = findFunction(DYNAMODB_MODULE, path.split('.'));
  if (!found) throw new Error(`there is no ${path}`);
  return found(startRun(testContext(), testSource()), ...args);
}

const condition = {
  expression: '(attribute_exists(#id))',
  expressionNames: { '#id': 'id' },
};

describe('items', () => {
  const key = { id: '1' };

  it('get', () => {
    expect(call('get', { key, consistentRead: true, projection: ['id', 'list[0].name'] })).toEqual({
      operation: 'GetItem',
      key: { id: { S: '1' } },
      consistentRead: true,
      projection: {
        expression: '#expName_1, #expName_2[0].#expName_3',
        expressionNames: { '#expName_1': 'id', '#expName_2': 'list', '#expName_3': 'name' },
      },
    });
  });

  it('put, with sets, a condition, and null for what is not given', () => {
    const item = { tags: call('toStringSet', ['a']), count: 1, none: null };
    expect(call('put', { key, item, condition: { id: { attributeExists: true } }, _version: null })).toEqual({
      operation: 'PutItem',
      key: { id: { S: '1' } },
      attributeValues: { tags: { SS: ['a'] }, count: { N: 1 }, none: { NULL: null } },
      condition,
    });
  });

  it('remove', () => {
    expect(call('remove', { key })).toEqual({ operation: 'DeleteItem', key: { id: { S: '1' } } });
  });
});

describe('update', () => {
  const update = (changes: unknown): unknown => {
    const request = call('update', { key: { id: '1' }, update: changes }) as { update: unknown };
    return request.update;
  };

  it('sets values, and inside maps the keys that are named', () => {
    expect(update({ a: 1, b: { c: { d: 'x' } }, e: null })).toEqual({
      expression:
        'SET #expName_1 = :expValue_1, #expName_2.#expName_3.#expName_4 = :expValue_2, #expName_5 = :expValue_3',
      expressionNames: {
        '#expName_1': 'a',
        '#expName_2': 'b',
        '#expName_3': 'c',
        '#expName_4': 'd',
        '#expName_5': 'e',
      },
      expressionValues: { ':expValue_1': { N: 1 }, ':expValue_2': { S: 'x' }, ':expValue_3': { NULL: null } },
    });
  });

  it.each([
    ['add', [5], 'SET #expName_1 = :expValue_1'],
    ['replace', [{ x: 1 }], 'SET #expName_1 = :expValue_1'],
    ['increment', [], 'SET #expName_1 = #expName_1 + :expValue_1'],
    ['decrement', [2], 'SET #expName_1 = #expName_1 - :expValue_1'],
    ['append', [[1]], 'SET #expName_1 = list_append(#expName_1, :expValue_1)'],
    ['prepend', [[1]], 'SET #expName_1 = list_append(:expValue_1, #expName_1)'],
    ['updateListItem', ['x', 2], 'SET #expName_1[2] = :expValue_1'],
    ['remove', [], 'REMOVE #expName_1'],
  ])('%s', (operation, args, expression) => {
    expect(update({ a: call(`operations.${operation}`, ...args) })).toMatchObject({ expression });
  });

  it('increments by one unless told otherwise', () => {
    expect(update({ a: call('operations.increment') })).toMatchObject({
      expressionValues: { ':expValue_1': { N: 1 } },
    });
  });

  it('sends no empty values', () => {
    expect(update({ a: call('operations.remove') })).toEqual({
      expression: 'REMOVE #expName_1',
      expressionNames: { '#expName_1': 'a' },
    });
  });
});

describe('query and scan', () => {
  it('turns conditions and filters into expressions', () => {
    const query = { id: { eq: '1' }, at: { between: [1, 2] } };
    expect(call('query', { query, filter: { n: { gt: 0 } }, index: 'byAt', limit: 5, nextToken: null })).toEqual({
      operation: 'Query',
      query: {
        expression: '(#id = :id_eq) AND (#at BETWEEN :at_between_start AND :at_between_end)',
        expressionNames: { '#id': 'id', '#at': 'at' },
        expressionValues: { ':id_eq': { S: '1' }, ':at_between_start': { N: 1 }, ':at_between_end': { N: 2 } },
      },
      filter: {
        expression: '(#n > :n_gt)',
        expressionNames: { '#n': 'n' },
        expressionValues: { ':n_gt': { N: 0 } },
      },
      index: 'byAt',
      limit: 5,
    });
    expect(call('scan', { totalSegments: 2, segment: 0, filter: {} })).toEqual({
      operation: 'Scan',
      totalSegments: 2,
      segment: 0,
    });
  });

  it('refuses a filter that it cannot express', () => {
    expect(() => call('scan', { filter: { n: { near: 1 } } })).toThrow('Unable to process the filter expression');
  });

  it('sync', () => {
    expect(call('sync', { limit: 1, lastSync: 5 })).toEqual({ operation: 'Sync', limit: 1, lastSync: 5 });
  });
});

describe('batches and transactions', () => {
  it('types keys and items of every table', () => {
    expect(call('batchGet', { tables: { t: { keys: [{ id: '1' }], consistentRead: true } } })).toEqual({
      operation: 'BatchGetItem',
      tables: { t: { keys: [{ id: { S: '1' } }], consistentRead: true } },
    });
    expect(call('batchPut', { tables: { t: [{ id: '1' }] } })).toEqual({
      operation: 'BatchPutItem',
      tables: { t: [{ id: { S: '1' } }] },
    });
    expect(call('batchDelete', { tables: { t: [{ id: '1' }] } })).toEqual({
      operation: 'BatchDeleteItem',
      tables: { t: [{ id: { S: '1' } }] },
    });
  });

  it('spells each kind of write', () => {
    const table = 't';
    const key = { id: '1' };
    const typedKey = { id: { S: '1' } };
    const items = [
      { putItem: { table, key, item: { a: 1 } } },
      { updateItem: { table, key, update: { a: 1 } } },
      { deleteItem: { table, key } },
      { conditionCheck: { table, key, condition: { id: { attributeExists: true } } } },
    ];
    expect(call('transactWrite', { items })).toEqual({
      operation: 'TransactWriteItems',
      transactItems: [
        { table, operation: 'PutItem', key: typedKey, attributeValues: { a: { N: 1 } } },
        {
          table,
          operation: 'UpdateItem',
          key: typedKey,
          update: {
            expression: 'SET #expName_1 = :expValue_1',
            expressionNames: { '#expName_1': 'a' },
            expressionValues: { ':expValue_1': { N: 1 } },
          },
        },
        { table, operation: 'DeleteItem', key: typedKey },
        { table, operation: 'ConditionCheck', key: typedKey, condition },
      ],
    });
    expect(call('transactGet', { items: [{ table, key }] })).toEqual({
      operation: 'TransactGetItems',
      transactItems: [{ table, key: typedKey }],
    });
  });
});
