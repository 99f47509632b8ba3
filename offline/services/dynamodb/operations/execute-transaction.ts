import { invalid } from '../failures.ts';
import type { Reason } from '../items/cancellation-reason.ts';
import type { CapacityMode } from '../items/capacity.ts';
import { attempt, cancelled, transactWrites, withToken } from '../items/transaction.ts';
import { type Call, defineOperation } from '../operation.ts';
import { type StatementInput, select } from '../partiql/execute.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { planKey, planWrite } from '../partiql/plan.ts';
import type { Statement } from '../partiql/statement.ts';
import type { DynamoState } from '../state.ts';
import {
  list,
  returnConsumedCapacity,
  returnValuesOnConditionCheckFailure,
  structure,
  value,
} from '../validation/shapes.ts';

type Input = {
  TransactStatements: StatementInput[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: CapacityMode;
};
type Select = Extract<Statement, { kind: 'select' }>;

export const executeTransaction = defineOperation<Input>({
  members: {
    TransactStatements: list(
      structure('ParameterizedStatement', {
        Statement: { kind: 'string', required: true, min: 1, max: 8192 },
        Parameters: list(value, { min: 1 }),
        ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
      }),
      { min: 1, max: 100, required: true },
    ),
    ClientRequestToken: { kind: 'string', min: 1, max: 36 },
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  execute(state, input, call) {
    const parsed = input.TransactStatements.map(({ Statement: text, Parameters }) => parseStatement(text, Parameters));
    const reads = parsed.filter((statement) => statement.kind === 'select');
    if (reads.length === parsed.length) return readAll(state, reads, call);
    if (reads.length > 0) throw invalid('Cannot mix read and write statements in a transaction');
    return withToken(state, input.ClientRequestToken, input.TransactStatements, () =>
      writeAll(state, parsed, input, call),
    );
  },
});

function readAll(state: DynamoState, statements: readonly Select[], call: Call): Record<string, unknown> {
  const reasons: Reason[] = [];
  const responses = statements.map((statement, position) =>
    attempt(reasons, position, () => {
      planKey(state.table(statement.table).keys, statement.where);
      const { Items } = select(state, statement, { ConsistentRead: true }, call);
      const [Item] = Array.isArray(Items) ? (Items as unknown[]) : [];
      return Item === undefined ? {} : { Item };
    }),
  );
  if (reasons.length > 0) throw cancelled(reasons, statements.length);
  return { Responses: responses };
}

function writeAll(
  state: DynamoState,
  statements: readonly Statement[],
  input: Input,
  call: Call,
): Record<string, unknown> {
  const inserts = new Set<unknown>();
  const writes = statements.flatMap((statement, position) => {
    if (statement.kind === 'select') return [];
    const returned = input.TransactStatements[position]?.ReturnValuesOnConditionCheckFailure;
    const write = planWrite(state, statement, returned ? { ReturnValuesOnConditionCheckFailure: returned } : {});
    if (statement.kind === 'insert') inserts.add(write.request);
    return [write];
  });
  const response = transactWrites(state, writes, call, {
    capacityMode: input.ReturnConsumedCapacity,
    metricsMode: undefined,
    conditionReason: (request) =>
      inserts.has(request) ? { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } : undefined,
  });
  return { Responses: statements.map(() => ({})), ...response };
}
