import { invalid, namedTableNotFound } from '../failures.ts';
import { authorize, defineOperation } from '../operation.ts';
import { tableName as nameOf } from '../state.ts';
import { describeTable } from '../tables/describe.ts';
import { tableName } from '../validation/shapes.ts';

export const deleteTable = defineOperation<{ TableName: string }>({
  members: { TableName: tableName },
  execute(state, { TableName }, call) {
    authorize(state, call, 'DeleteTable', state.tableArn(nameOf(TableName)));
    const table = state.find(TableName);
    if (!table) throw namedTableNotFound(nameOf(TableName));
    if (table.definition.deletionProtection) {
      throw invalid(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    }
    const description = describeTable(state, table, 'DELETING');
    state.remove(table);
    return { TableDescription: description };
  },
});
