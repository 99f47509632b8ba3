import { authorize, defineOperation } from '../operation.ts';
import { NAME_PATTERN } from '../validation/shapes.ts';

const MOST = 100;

export const listTables = defineOperation<{ Limit?: number; ExclusiveStartTableName?: string }>({
  members: {
    Limit: { kind: 'integer', min: 1, max: MOST },
    ExclusiveStartTableName: { kind: 'string', min: 3, max: 255, pattern: NAME_PATTERN },
  },
  execute(state, { Limit = MOST, ExclusiveStartTableName = '' }, call) {
    authorize(state, call, 'ListTables', '*');
    const names = state
      .tables()
      .map(({ name }) => name)
      .filter((name) => name > ExclusiveStartTableName);
    const page = names.slice(0, Limit);
    return { TableNames: page, ...(names.length > Limit && { LastEvaluatedTableName: page.at(-1) }) };
  },
});
