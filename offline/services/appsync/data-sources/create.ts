import { DefinitionError } from '../../../kernel/errors.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { DataSourceConfig } from '../resources.ts';
import { bedrockDataSource } from './bedrock.ts';
import type { DataSource } from './data-source.ts';
import { dynamoDbDataSource } from './dynamodb/index.ts';
import type { PageTokens } from './dynamodb/pagination.ts';
import { eventBridgeDataSource } from './event-bridge.ts';
import { httpDataSource } from './http.ts';
import { lambdaDataSource } from './lambda.ts';
import { noneDataSource } from './none.ts';

/** Credentials of a data source's role are made for each call. */
const CREDENTIALS_MS = 15 * 60 * 1000;
/** AppSync gives a model no longer than this. */
const BEDROCK_TIMEOUT_MS = 10_000;

const ASK_A_FUNCTION = 'Ask it from a Lambda function instead';
const REMEDIES: Readonly<Record<string, string>> = {
  RELATIONAL_DATABASE: 'Reach the database from a Lambda function, or keep the data in a model',
  AMAZON_OPENSEARCH_SERVICE: 'Search from a Lambda function, or by an index of the model',
  AMAZON_ELASTICSEARCH: 'Search from a Lambda function, or by an index of the model',
};

/** The data source that the properties describe. @throws DefinitionError for a kind that is not known here. */
export function createDataSource(input: {
  logicalId: string;
  config: DataSourceConfig;
  context: ServiceContext;
  tokens: PageTokens;
  maxBatchSize?: number;
}): DataSource {
  const { logicalId, config, context, tokens, maxBatchSize } = input;
  const { Name: name, Type: type } = config;
  const { bus } = context;
  const principal: Principal = config.ServiceRoleArn
    ? { kind: 'role', roleArn: config.ServiceRoleArn, sessionName: 'APPSYNC_ASSUME_ROLE' }
    : { kind: 'service', service: 'appsync.amazonaws.com' };
  const refuse = (property: string, reason: string, remedy = 'Give what it needs'): never => {
    throw new DefinitionError({ logicalId, property, reason, remedy });
  };
  const signingAs = (scope: { region: string; service: string }) => ({
    ...scope,
    credentials: () => context.credentials.issue(principal, context.clock.now() + CREDENTIALS_MS),
    now: () => context.clock.now(),
  });
  switch (type) {
    case 'NONE':
      return noneDataSource(name);
    case 'AMAZON_DYNAMODB': {
      const { TableName, Versioned } = config.DynamoDBConfig ?? refuse('DynamoDBConfig', 'it is missing');
      if (Versioned === true || Versioned === 'true') {
        refuse('DynamoDBConfig.Versioned', 'versioned data sources are not emulated', 'Turn conflict resolution off');
      }
      return dynamoDbDataSource({
        name,
        tableName: TableName,
        principal,
        tokens,
        dynamodb: () => bus.port('dynamodb'),
      });
    }
    case 'AWS_LAMBDA': {
      const { LambdaFunctionArn } = config.LambdaConfig ?? refuse('LambdaConfig', 'it is missing');
      return lambdaDataSource({
        ...{ name, principal, functionArn: LambdaFunctionArn },
        lambda: () => bus.port('lambda'),
        clock: context.clock,
        ...(maxBatchSize !== undefined && { maxBatchSize }),
      });
    }
    case 'AMAZON_EVENTBRIDGE': {
      const { EventBusArn } = config.EventBridgeConfig ?? refuse('EventBridgeConfig', 'it is missing');
      const { policies } = context;
      return eventBridgeDataSource({
        name,
        busArn: EventBusArn,
        principal,
        policies,
        events: () => bus.port('events'),
      });
    }
    case 'AMAZON_BEDROCK_RUNTIME':
      return bedrockDataSource(
        name,
        httpDataSource({
          ...{ name, endpoint: context.endpoint, backend: context.endpoint, timeoutMs: BEDROCK_TIMEOUT_MS },
          signing: signingAs({ region: context.region, service: 'bedrock' }),
        }),
      );
    case 'HTTP': {
      const { Endpoint, AuthorizationConfig } = config.HttpConfig ?? refuse('HttpConfig', 'it is missing');
      const iam = AuthorizationConfig?.AwsIamConfig;
      return httpDataSource({
        ...{ name, endpoint: Endpoint, backend: context.endpoint },
        signing:
          iam &&
          signingAs({
            region: iam.SigningRegion ?? context.region,
            service: iam.SigningServiceName ?? 'execute-api',
          }),
      });
    }
    default:
      return refuse('Type', `data sources of type ${type} are not emulated`, REMEDIES[type] ?? ASK_A_FUNCTION);
  }
}
