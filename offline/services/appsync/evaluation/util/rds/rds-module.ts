import type { FunctionTable, UtilFunction } from '../function-table.ts';
import { isRecord, type JsonRecord } from '../values.ts';
import { Dialect } from './dialect.ts';
import { renderStatement } from './render.ts';
import { toJsonObject } from './result.ts';
import { HINTS, hinted, isStatement, type Statement, sqlTemplate } from './statement.ts';

/** `select` and its like keep their payload; it is rendered when the dialect is known. */
function builder(name: string, type: Exclude<Statement['type'], 'SQL'>): UtilFunction {
  return (_run, ...args): Statement => {
    const [payload] = args;
    if (args.length === 0) throw new Error(`An argument is expected to be passed to ${name}`);
    if (!isRecord(payload)) throw new Error('Expected payload to be an Object.');
    return { type, properties: payload };
  };
}

function createStatement(dialectName: 'Pg' | 'MySQL'): UtilFunction {
  const name = `create${dialectName}Statement`;
  return (_run, ...statements): JsonRecord => {
    const given = statements.filter((statement) => statement !== null && statement !== undefined);
    if (given.length === 0) throw new Error(`An argument is expected to be passed to ${name}`);
    const dialect = new Dialect(dialectName);
    const rendered = given.map((statement) => {
      if (typeof statement === 'string') return statement;
      if (!isStatement(statement)) throw new Error(`Unsupported type is passed as argument to ${name}`);
      return renderStatement(statement, dialect);
    });
    return { statements: rendered, variableMap: dialect.variables, variableTypeHintMap: dialect.hints };
  };
}

/** The module `@aws-appsync/utils/rds`. */
export const RDS_MODULE: FunctionTable = {
  select: builder('select', 'SELECT'),
  insert: builder('insert', 'INSERT'),
  update: builder('update', 'UPDATE'),
  remove: builder('remove', 'REMOVE'),
  sql: (_run, ...args) => sqlTemplate(args),
  createPgStatement: createStatement('Pg'),
  createMySQLStatement: createStatement('MySQL'),
  toJsonObject: (_run, result) => toJsonObject(result),
  typeHint: Object.fromEntries(
    HINTS.map((hint): [string, UtilFunction] => [hint, (_run, value) => hinted(hint, value)]),
  ),
};
