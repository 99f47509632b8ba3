import { ServiceError } from '../../../kernel/errors.ts';
import { valueAt } from '../expressions/evaluate.ts';
import { invalid } from '../failures.ts';
import type { CapacityMode } from '../items/capacity.ts';
import { readPage } from '../items/page.ts';
import { fetchesItems } from '../items/selection.ts';
import { readStartKey } from '../items/start-key.ts';
import { writeOne } from '../items/write-one.ts';
import { authorize, type Call } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import { type AttributeValue, type Item, setAttribute } from '../values/attribute-value.ts';
import { encodePartition } from '../values/key-encoding.ts';
import { parseStatement } from './parse-statement.ts';
import { planRead, planWrite } from './plan.ts';
import type { Statement } from './statement.ts';

export type StatementInput = {
  Statement: string;
  Parameters?: AttributeValue[];
  ConsistentRead?: boolean;
  NextToken?: string;
  Limit?: number;
  ReturnConsumedCapacity?: CapacityMode;
  ReturnValuesOnConditionCheckFailure?: string;
};

/** Executes one statement; the answer has the form of ExecuteStatement's. @throws ServiceError */
export function executeStatement(state: DynamoState, input: StatementInput, call: Call): Record<string, unknown> {
  const statement = parseStatement(input.Statement, input.Parameters);
  if (statement.kind === 'select') return select(state, statement, input, call);
  if (statement.kind === 'exists') throw invalid('EXISTS can be used in ExecuteTransaction only');
  const { request, action } = planWrite(state, statement, input);
  try {
    const { Attributes, ...rest } = writeOne(state, action, request, call);
    return { Items: Attributes ? [Attributes] : [], ...rest };
  } catch (error) {
    if (statement.kind !== 'insert' || !isFailedCondition(error)) throw error;
    throw new ServiceError('DuplicateItemException', 'Duplicate primary key exists in table');
  }
}

const isFailedCondition = (error: unknown) =>
  error instanceof ServiceError && error.code === 'ConditionalCheckFailedException';

type Select = Extract<Statement, { kind: 'select' }>;

export function select(
  state: DynamoState,
  statement: Select,
  input: Omit<StatementInput, 'Statement'>,
  call: Call,
): Record<string, unknown> {
  const arn = state.find(statement.table)?.arn ?? state.tableArn(statement.table);
  authorize(state, call, 'PartiQLSelect', statement.index === undefined ? arn : `${arn}/index/${statement.index}`);
  const table = state.table(statement.table);
  const index = statement.index === undefined ? undefined : table.index(statement.index);
  if (statement.index !== undefined && !index) throw invalid('The table does not have the specified index');
  if (index?.isGlobal && input.ConsistentRead) {
    throw invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  const keys = index?.keys ?? table.keys;
  const plan = planRead(keys, statement.where);
  if (statement.order && (!plan || ![keys.hash.name, keys.range?.name].includes(statement.order.attribute))) {
    throw invalid(
      'Must have WHERE clause in the statement when using ORDER BY clause, and ORDER BY the sort key of what is queried.',
    );
  }
  const { columns } = statement;
  const page = readPage(state, {
    table,
    index,
    ...(plan && { partition: encodePartition(plan.hash), range: plan.range }),
    isBackward: statement.order?.isBackward ?? false,
    after: input.NextToken === undefined ? undefined : readStartKey(table, index, readToken(input.NextToken)),
    limit: input.Limit,
    filter: statement.where,
    fetchesItems: fetchesItems(
      index,
      {},
      columns?.map(({ path }) => path),
    ),
    countsOnly: false,
    show: columns ? (item) => showColumns(item, columns) : (item) => item,
    showsWhole: columns === undefined,
    asText: false,
    isConsistent: input.ConsistentRead,
    capacityMode: input.ReturnConsumedCapacity,
    operation: call.operation,
  });
  const last = page.LastEvaluatedKey;
  return {
    Items: page.Items,
    ...(last !== undefined && {
      NextToken: Buffer.from(JSON.stringify(last)).toString('base64'),
      LastEvaluatedKey: last,
    }),
    ...(page.ConsumedCapacity !== undefined && { ConsumedCapacity: page.ConsumedCapacity }),
  };
}

function showColumns(item: Item, columns: NonNullable<Select['columns']>): Item {
  const shown: Item = {};
  for (const { path, name } of columns) {
    const value = valueAt(item, path);
    if (value) setAttribute(shown, name, value);
  }
  return shown;
}

function readToken(token: string): Item {
  try {
    const key: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    if (typeof key === 'object' && key !== null) return key as Item;
  } catch {
    // Refused below, like any other text that is no token.
  }
  throw invalid('Given NextToken is invalid.');
}
