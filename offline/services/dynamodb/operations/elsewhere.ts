import { ServiceError } from '../../../kernel/errors.ts';
import { invalid, namedTableNotFound } from '../failures.ts';
import { authorize, type Call, type DynamoOperation, defineOperation } from '../operation.ts';
import { type DynamoState, tableName as nameOf } from '../state.ts';
import type { Table } from '../tables/table.ts';
import type { Members } from '../validation/shape.ts';
import { indexName, oneOf, required, string, tableName } from '../validation/shapes.ts';

// What goes beyond one machine: described as a table without it is, and refused by name where it is asked for.

const named: Members = { TableName: tableName };
const optional: Members = { TableName: { ...tableName, required: false } };
type Named = { TableName: string };

const describeContributorInsights = defineOperation<Named & { IndexName?: string }>({
  members: { ...named, IndexName: indexName },
  execute(state, { TableName, IndexName }, call) {
    const table = find(state, call, 'DescribeContributorInsights', TableName, IndexName);
    return {
      TableName: table.name,
      ...(IndexName !== undefined && { IndexName }),
      ContributorInsightsRuleList: [],
      ContributorInsightsStatus: 'DISABLED',
    };
  },
});

const updateContributorInsights = defineOperation<Named & { IndexName?: string; ContributorInsightsAction: string }>({
  members: { ...named, IndexName: indexName, ContributorInsightsAction: required(oneOf('ENABLE', 'DISABLE')) },
  execute(state, { TableName, IndexName, ContributorInsightsAction: action }, call) {
    const table = find(state, call, 'UpdateContributorInsights', TableName, IndexName);
    if (action === 'ENABLE') throw notHere('Contributor Insights');
    return {
      TableName: table.name,
      ...(IndexName !== undefined && { IndexName }),
      ContributorInsightsStatus: 'DISABLED',
    };
  },
});

const describeKinesisStreamingDestination = defineOperation<Named>({
  members: named,
  execute: (state, { TableName }, call) => ({
    TableName: find(state, call, 'DescribeKinesisStreamingDestination', TableName).name,
    KinesisDataStreamDestinations: [],
  }),
});

const changeKinesis = (action: string, refusal: () => ServiceError) =>
  defineOperation<Named>({
    members: { ...named, StreamArn: { kind: 'string', required: true, min: 37, max: 1024 } },
    execute(state, { TableName }, call) {
      find(state, call, action, TableName);
      throw refusal();
    },
  });

const noDestination = () =>
  invalid(
    'Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.',
  );

const describeTableReplicaAutoScaling = defineOperation<Named>({
  members: named,
  execute: (state, { TableName }, call) => ({
    TableAutoScalingDescription: {
      TableName: find(state, call, 'DescribeTableReplicaAutoScaling', TableName).name,
      TableStatus: 'ACTIVE',
      Replicas: [],
    },
  }),
});

const updateTableReplicaAutoScaling = defineOperation<Named>({
  members: named,
  execute(state, { TableName }, call) {
    find(state, call, 'UpdateTableReplicaAutoScaling', TableName);
    throw notHere('Auto scaling of replicas');
  },
});

/** An answer that is empty because nothing of the kind can be made here. */
const none = (action: string, member: string, members: Members = {}) =>
  defineOperation<object>({
    members,
    execute(state, _input, call) {
      authorize(state, call, action, '*');
      return { [member]: [] };
    },
  });

const missing = (action: string, code: string, parameter: string, words: (name: string) => string) =>
  defineOperation<Record<string, unknown>>({
    members: { [parameter]: required(string) },
    execute(state, input, call) {
      const name = String(input[parameter]);
      authorize(state, call, action, name.startsWith('arn:') ? name : '*');
      throw new ServiceError(code, words(name));
    },
  });

const refused = (action: string, what: string, members: Members = {}) =>
  defineOperation<object>({
    members,
    execute(state, _input, call) {
      authorize(state, call, action, '*');
      throw notHere(what);
    },
  });

const globalTableNotFound = (name: string) =>
  `Global table not found: Global table with name: '${name}' does not exist.`;
const notHere = (what: string) =>
  invalid(`${what} reaches beyond one machine: the offline backend does not have it. Leave it out, or use AWS.`);
const globalName: Members = { GlobalTableName: required(string) };

export const elsewhere: Readonly<Record<string, DynamoOperation>> = {
  CreateGlobalTable: refused('CreateGlobalTable', 'A global table', globalName),
  DescribeContributorInsights: describeContributorInsights,
  DescribeExport: missing(
    'DescribeExport',
    'ExportNotFoundException',
    'ExportArn',
    (arn) => `Export not found: ${arn}`,
  ),
  DescribeGlobalTable: missing(
    'DescribeGlobalTable',
    'GlobalTableNotFoundException',
    'GlobalTableName',
    globalTableNotFound,
  ),
  DescribeGlobalTableSettings: missing(
    'DescribeGlobalTableSettings',
    'GlobalTableNotFoundException',
    'GlobalTableName',
    globalTableNotFound,
  ),
  DescribeImport: missing(
    'DescribeImport',
    'ImportNotFoundException',
    'ImportArn',
    (arn) => `Import not found: ${arn}`,
  ),
  DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
  DescribeTableReplicaAutoScaling: describeTableReplicaAutoScaling,
  DisableKinesisStreamingDestination: changeKinesis('DisableKinesisStreamingDestination', noDestination),
  EnableKinesisStreamingDestination: changeKinesis('EnableKinesisStreamingDestination', () =>
    notHere('A Kinesis data stream'),
  ),
  ExportTableToPointInTime: refused('ExportTableToPointInTime', 'An export to S3', {
    TableArn: required(string),
    S3Bucket: required(string),
  }),
  ImportTable: refused('ImportTable', 'An import from S3'),
  ListContributorInsights: none('ListContributorInsights', 'ContributorInsightsSummaries', optional),
  ListExports: none('ListExports', 'ExportSummaries'),
  ListGlobalTables: none('ListGlobalTables', 'GlobalTables'),
  ListImports: none('ListImports', 'ImportSummaryList'),
  UpdateContributorInsights: updateContributorInsights,
  UpdateGlobalTable: missing(
    'UpdateGlobalTable',
    'GlobalTableNotFoundException',
    'GlobalTableName',
    globalTableNotFound,
  ),
  UpdateGlobalTableSettings: missing(
    'UpdateGlobalTableSettings',
    'GlobalTableNotFoundException',
    'GlobalTableName',
    globalTableNotFound,
  ),
  UpdateKinesisStreamingDestination: changeKinesis('UpdateKinesisStreamingDestination', noDestination),
  UpdateTableReplicaAutoScaling: updateTableReplicaAutoScaling,
};

function find(state: DynamoState, call: Call, action: string, name: string, index?: string): Table {
  authorize(state, call, action, state.tableArn(nameOf(name)));
  const table = state.find(name);
  if (!table) throw namedTableNotFound(nameOf(name));
  if (index !== undefined && !table.index(index)) {
    throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Index: ${index} not found`);
  }
  return table;
}
