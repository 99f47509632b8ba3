import { describe, expect, it } from 'vitest';
import { compileCode } from '../../javascript/compile-code.ts';
import { errorOf, testContext, valueOf } from '../../testing.ts';

const evaluate = (expression: string) =>
  compileCode(`import * as rds from '@aws-appsync/utils/rds'; export const request = (ctx) => ${expression};`, {
    name: 'rds',
  }).request(testContext({ arguments: { id: 7 } }));

const sql = (expression: string): unknown => {
  const { statements, variableMap } = valueOf(evaluate(expression)) as { statements: string[]; variableMap: object };
  return [...statements, Object.values(variableMap)];
};

describe('statements', () => {
  it.each([
    [`rds.createPgStatement(rds.select({ table: 'a.b' }))`, ['SELECT * FROM "a"."b"', []]],
    [
      `rds.createMySQLStatement(rds.select({ table: 't', columns: ['x'], where: { or: [{ x: { eq: 1 } }, { y: { beginsWith: 'z' } }] },
        orderBy: [{ column: 'x', dir: 'desc' }], limit: 2, offset: '3' }))`,
      [
        'SELECT `x` FROM `t` WHERE (`x` = :P0) OR (`y` LIKE :P1) ORDER BY `x` DESC LIMIT :P2 OFFSET :P3',
        [1, 'z%', 2, 3],
      ],
    ],
    [
      `rds.createPgStatement(rds.insert({ table: 't', values: { a: 1, b: undefined }, returning: '*' }))`,
      ['INSERT INTO "t" ("a", "b") VALUES (:P0, NULL) RETURNING *', [1]],
    ],
    [
      `rds.createPgStatement(rds.update({ table: 't', values: { a: 1 }, where: { b: { between: [2, 3] } } }))`,
      ['UPDATE "t" SET "a" = :P0 WHERE "b" BETWEEN :P1 AND :P2', [1, 2, 3]],
    ],
    [
      `rds.createPgStatement(rds.remove({ table: 't', where: { a: { attributeExists: false }, b: { size: { gt: 1 } } } }))`,
      ['DELETE FROM "t" WHERE "a" IS NULL AND LENGTH ("b") > :P0', [1]],
    ],
    [
      'rds.createPgStatement(rds.sql`select ${ctx.args.id}`, "select 2", rds.sql`select ${3}`)',
      ['select :P0', 'select 2', 'select :P1', [7, 3]],
    ],
  ])('%s', (expression, expected) => {
    expect(sql(expression)).toEqual(expected);
  });

  it('keeps type hints apart', () => {
    expect(valueOf(evaluate('rds.createPgStatement(rds.sql`select ${rds.typeHint.JSON({ a: 1 })}`)'))).toEqual({
      statements: ['select :P0'],
      variableMap: { ':P0': '{"a":1}' },
      variableTypeHintMap: { ':P0': 'JSON' },
    });
  });

  it.each([
    ['rds.createPgStatement()', 'An argument is expected to be passed to createPgStatement'],
    ['rds.createPgStatement({})', 'Unsupported type is passed as argument to createPgStatement'],
    ['rds.createPgStatement(rds.select({}))', "'table' or 'from' key is required."],
    [`rds.createPgStatement(rds.select({ table: 't', where: { a: { in: [1] } } }))`, 'Unsupported condition a.in.'],
    [`rds.createMySQLStatement(rds.remove({ table: 't', returning: '*' }))`, 'returning is not supported in MySQL.'],
    [
      `rds.createPgStatement(rds.select({ table: 't', innerJoin: [] }))`,
      'The offline backend does not render innerJoin of select; use sql instead.',
    ],
  ])('%s fails', (expression, message) => {
    expect(errorOf(evaluate(expression))).toEqual({ message, errorType: 'Code' });
  });
});

describe('toJsonObject', () => {
  it('names columns, leaves out nulls, unwraps arrays', () => {
    const result = {
      sqlStatementResults: [
        { numberOfRecordsUpdated: 1 },
        {
          records: [[{ longValue: 1 }, { isNull: true }, { arrayValue: { stringValues: ['a'] } }]],
          columnMetadata: [{ label: 'id' }, { label: 'gone' }, { name: 'tags' }],
        },
      ],
    };
    expect(valueOf(evaluate(`rds.toJsonObject(${JSON.stringify(JSON.stringify(result))})`))).toEqual([
      [{}],
      [{ id: 1, tags: ['a'] }],
    ]);
  });
});
