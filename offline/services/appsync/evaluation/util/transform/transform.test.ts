import { describe, expect, it } from 'vitest';
import { toDynamoDBExpression } from './dynamodb-expression.ts';
import { toSearchQuery } from './search-query.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';

const expressionOf = (filter: unknown): unknown => {
  const json = toDynamoDBExpression(filter);
  return json === null ? null : (JSON.parse(json) as { expression: string }).expression;
};

describe('toDynamoDBFilterExpression', () => {
  it('writes names, values and the expression as AppSync does', () => {
    expect(JSON.parse(toDynamoDBExpression({ title: { contains: 'Hello World' } }) ?? '')).toEqual({
      expression: '(contains(#title,:title_contains))',
      expressionNames: { '#title': 'title' },
      expressionValues: { ':title_contains': { S: 'Hello World' } },
    });
  });

  it.each([
    [{ a: { eq: 1 }, b: { ne: 2 } }, '(#a = :a_eq) AND (#b <> :b_ne)'],
    [{ a: { ge: 1, le: 2 } }, '((#a >= :a_ge) AND (#a <= :a_le))'],
    [{ a: { between: [1, 2] } }, '(#a BETWEEN :a_between_start AND :a_between_end)'],
    [{ a: { in: ['x', 'y'] } }, '(#a IN (:a_in_0, :a_in_1))'],
    [{ a: { notContains: 'x' } }, '(NOT contains(#a,:a_notContains))'],
    [{ a: { attributeExists: false } }, '(attribute_not_exists(#a))'],
    [{ a: { attributeType: 'string' } }, '(attribute_type(#a,:a_attributeType))'],
    [{ a: { size: { gt: 2 } } }, '(size(#a) > :a_size_gt)'],
    [{ not: { a: { beginsWith: 'x' } } }, '(NOT (begins_with(#a,:not_a_beginsWith)))'],
    [{ and: [{ a: { eq: 1 } }] }, '(#a = :and_0_a_eq)'],
    [{ or: [{ a: { eq: 1 } }, { b: { lt: 2 } }] }, '((#a = :or_0_a_eq) OR (#b < :or_1_b_lt))'],
    [{}, ''],
  ])('%j', (filter, expected) => {
    expect(expressionOf(filter)).toBe(expected);
  });

  it.each([[null], [[]], ['text'], [{ a: 1 }], [{ a: { near: 1 } }], [{ and: null }], [{ a: { between: [1] } }]])(
    'has none for %j',
    (filter) => {
      expect(toDynamoDBExpression(filter)).toBeNull();
    },
  );
});

describe('toSubscriptionFilter', () => {
  const groups = (filter: unknown, ignored?: unknown, rules?: unknown): unknown[] => {
    const result = toSubscriptionFilter(filter, ignored, rules) as { filterGroup: { filters: unknown[] }[] };
    return result.filterGroup.map(({ filters }) =>
      filters.map((filter) => Object.values(filter as Record<string, unknown>).join(' ')),
    );
  };

  it('puts into one group what must hold together', () => {
    expect(groups({ a: { eq: 1 }, and: [{ b: { ge: 2 } }] })).toEqual([['a eq 1', 'b ge 2']]);
  });

  it('makes a group of each alternative', () => {
    expect(groups({ a: { lt: 1, gt: 5 }, or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] })).toEqual([
      ['a lt 1', 'b eq 2'],
      ['a lt 1', 'c eq 3'],
      ['a gt 5', 'b eq 2'],
      ['a gt 5', 'c eq 3'],
    ]);
  });

  it('ignores fields, and adds rules of which one must hold', () => {
    expect(groups({ a: { eq: 1 }, b: { eq: 2 } }, ['b'], { r: { eq: 3 }, s: { eq: 4 } })).toEqual([
      ['a eq 1', 'r eq 3'],
      ['a eq 1', 's eq 4'],
    ]);
  });

  it('gives null for what is no filter', () => {
    expect(toSubscriptionFilter('{"a":{"eq":1}}', [], {})).toBeNull();
  });
});

describe('toElasticsearchQueryDSL', () => {
  it('writes what the documentation shows', () => {
    const query = toSearchQuery({ upvotes: { ne: 15, range: [10, 20] }, title: { eq: 'hihihi', wildcard: 'h*i' } });
    const upvotes = [{ bool: { must_not: { term: { upvotes: 15 } } } }, { range: { upvotes: { gte: 10, lte: 20 } } }];
    const title = [{ term: { title: 'hihihi' } }, { wildcard: { title: 'h*i' } }];
    expect(JSON.parse(query ?? '')).toEqual({
      bool: { must: [{ bool: { must: upvotes } }, { bool: { must: title } }] },
    });
  });
});
