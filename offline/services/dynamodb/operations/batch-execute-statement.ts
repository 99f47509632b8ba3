import { ServiceError } from '../../../kernel/errors.ts';
import type { CapacityMode } from '../items/capacity.ts';
import { type Call, defineOperation } from '../operation.ts';
import { executeStatement, type StatementInput } from '../partiql/execute.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { planKey } from '../partiql/plan.ts';
import type { DynamoState } from '../state.ts';
import { isThrottled, throttledCode } from '../throttling/refusals.ts';
import {
  boolean,
  list,
  returnConsumedCapacity,
  returnValuesOnConditionCheckFailure,
  structure,
  value,
} from '../validation/shapes.ts';

const MOST_STATEMENTS = 25;

type Input = { Statements: StatementInput[]; ReturnConsumedCapacity?: CapacityMode };

/** Statements stand for themselves: one that fails leaves the others alone. */
export const batchExecuteStatement = defineOperation<Input>({
  members: {
    Statements: list(
      structure('BatchStatementRequest', {
        Statement: { kind: 'string', required: true, min: 1, max: 8192 },
        Parameters: list(value, { min: 1 }),
        ConsistentRead: boolean,
        ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
      }),
      { min: 1, max: MOST_STATEMENTS, required: true },
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  execute(state, input, call) {
    const capacity: unknown[] = [];
    const responses = input.Statements.map((statement) => {
      const mode = input.ReturnConsumedCapacity;
      const response = executeOne(state, { ...statement, ...(mode && { ReturnConsumedCapacity: mode }) }, call);
      if (response.ConsumedCapacity !== undefined) capacity.push(response.ConsumedCapacity);
      delete response.ConsumedCapacity;
      return response;
    });
    return { Responses: responses, ...(capacity.length > 0 && { ConsumedCapacity: capacity }) };
  },
});

function executeOne(state: DynamoState, input: StatementInput, call: Call): Record<string, unknown> {
  let table: { TableName: string } | undefined;
  try {
    const statement = parseStatement(input.Statement, input.Parameters);
    table = { TableName: statement.table };
    if (statement.kind === 'select') planKey(state.table(statement.table).keys, statement.where);
    const { Items, ConsumedCapacity } = executeStatement(state, input, call);
    const [Item] = Array.isArray(Items) ? (Items as unknown[]) : [];
    return {
      ...table,
      ...(Item !== undefined && { Item }),
      ...(ConsumedCapacity !== undefined && { ConsumedCapacity }),
    };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.status >= 500) throw error;
    const Code = isThrottled(error)
      ? throttledCode(error)
      : error.code === 'ValidationException'
        ? 'ValidationError'
        : error.code.replace(/Exception$/, '');
    return { ...table, Error: { Code, Message: error.message, ...error.details } };
  }
}
