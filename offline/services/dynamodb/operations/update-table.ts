import { ServiceError } from '../../../kernel/errors.ts';
import { invalid, invalidParameter, namedTableNotFound } from '../failures.ts';
import { authorize, defineOperation } from '../operation.ts';
import { tableName as nameOf } from '../state.ts';
import { applyStream } from '../tables/apply-stream.ts';
import { checkThroughput } from '../tables/check-table.ts';
import { describeTable } from '../tables/describe.ts';
import {
  attributeDefinitions,
  billingMode,
  encryption,
  globalIndex,
  provisionedThroughput,
  streamSpecification,
  tableClass,
} from '../tables/input.ts';
import { type UpdateTableInput, updateDefinition } from '../tables/update-definition.ts';
import { boolean, list, NAME_PATTERN, required, structure, tableName } from '../validation/shapes.ts';

const name = { kind: 'string', required: true, min: 3, max: 255, pattern: NAME_PATTERN } as const;

export const updateTable = defineOperation<UpdateTableInput>({
  members: {
    AttributeDefinitions: attributeDefinitions,
    TableName: { ...tableName, isParameter: true },
    ProvisionedThroughput: provisionedThroughput,
    BillingMode: billingMode,
    GlobalSecondaryIndexUpdates: list(
      structure('GlobalSecondaryIndexUpdate', {
        Update: structure('UpdateGlobalSecondaryIndexAction', {
          IndexName: name,
          ProvisionedThroughput: required(provisionedThroughput),
        }),
        Create: globalIndex,
        Delete: structure('DeleteGlobalSecondaryIndexAction', { IndexName: name }),
      }),
    ),
    StreamSpecification: streamSpecification,
    SSESpecification: encryption,
    DeletionProtectionEnabled: boolean,
    TableClass: tableClass,
  },
  execute(state, input, call) {
    checkUpdates(input);
    checkThroughput(input.ProvisionedThroughput);
    authorize(state, call, 'UpdateTable', state.tableArn(nameOf(input.TableName)));
    const before = state.find(input.TableName);
    if (!before) throw namedTableNotFound(nameOf(input.TableName));
    const definition = updateDefinition(state, before, input);
    const after = state.transaction(() => {
      const changed = state.change(before, definition);
      applyStream(state, before, changed);
      return changed;
    });
    return {
      TableDescription: describeTable(state, after, 'UPDATING', ({ id }) =>
        before.definition.indexes.some((index) => index.id === id) ? 'ACTIVE' : 'CREATING',
      ),
    };
  },
});

function checkUpdates(input: UpdateTableInput): void {
  const { TableName: _, AttributeDefinitions: __, ...changes } = input;
  const updates = input.GlobalSecondaryIndexUpdates;
  if (Object.keys(changes).length === 0 || (Object.keys(changes).length === 1 && updates?.length === 0)) {
    throw invalid(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  const seen = new Set<string>();
  for (const { Create, Update, Delete } of updates ?? []) {
    const index = Update?.IndexName ?? Create?.IndexName ?? Delete?.IndexName;
    if (index === undefined) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (seen.has(index)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${index}`,
      );
    }
    seen.add(index);
  }
  if ((updates ?? []).filter(({ Update }) => !Update).length > 1) {
    throw new ServiceError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
}
