import { ServiceError } from '../../../kernel/errors.ts';
import { authorize, defineOperation } from '../operation.ts';
import { checkTable } from '../tables/check-table.ts';
import { createDefinition } from '../tables/create-definition.ts';
import { describeTable } from '../tables/describe.ts';
import {
  attributeDefinitions,
  billingMode,
  encryption,
  globalIndex,
  keySchema,
  localIndex,
  provisionedThroughput,
  streamSpecification,
  type TableInput,
  tableClass,
  tags,
} from '../tables/input.ts';
import { boolean, list, NAME_PATTERN, required } from '../validation/shapes.ts';

export const createTable = defineOperation<TableInput>({
  members: {
    AttributeDefinitions: required(attributeDefinitions),
    TableName: { kind: 'string', min: 3, max: 255, pattern: NAME_PATTERN, isTable: true, isParameter: true },
    BillingMode: billingMode,
    ProvisionedThroughput: provisionedThroughput,
    KeySchema: keySchema,
    LocalSecondaryIndexes: list(localIndex),
    GlobalSecondaryIndexes: list(globalIndex),
    StreamSpecification: streamSpecification,
    SSESpecification: encryption,
    DeletionProtectionEnabled: boolean,
    TableClass: tableClass,
    Tags: tags,
  },
  execute(state, input, call) {
    checkTable(input);
    authorize(state, call, 'CreateTable', state.tableArn(input.TableName));
    if (state.find(input.TableName)) {
      throw new ServiceError('ResourceInUseException', `Table already exists: ${input.TableName}`);
    }
    const table = state.create(createDefinition(state, input));
    return { TableDescription: describeTable(state, table, 'CREATING') };
  },
});
