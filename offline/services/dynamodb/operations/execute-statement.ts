import { defineOperation } from '../operation.ts';
import { executeStatement as execute, type StatementInput } from '../partiql/execute.ts';
import {
  boolean,
  list,
  returnConsumedCapacity,
  returnValuesOnConditionCheckFailure,
  string,
  value,
} from '../validation/shapes.ts';

export const executeStatement = defineOperation<StatementInput>({
  members: {
    Statement: { kind: 'string', required: true, min: 1, max: 8192 },
    Parameters: list(value, { min: 1 }),
    ConsistentRead: boolean,
    NextToken: string,
    Limit: { kind: 'integer', min: 1 },
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  },
  execute: (state, input, call) => execute(state, input, call),
});
