import { namedTableNotFound } from '../failures.ts';
import { authorize, defineOperation } from '../operation.ts';
import { tableName as nameOf } from '../state.ts';
import { describeTable as describe } from '../tables/describe.ts';
import { tableName } from '../validation/shapes.ts';

export const describeTable = defineOperation<{ TableName: string }>({
  members: { TableName: tableName },
  execute(state, { TableName }, call) {
    authorize(state, call, 'DescribeTable', state.tableArn(nameOf(TableName)));
    const table = state.find(TableName);
    if (!table) throw namedTableNotFound(nameOf(TableName));
    return { Table: describe(state, table, 'ACTIVE') };
  },
});
