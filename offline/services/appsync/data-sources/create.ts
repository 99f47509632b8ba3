import { DefinitionError } from '../../../kernel/errors.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { DataSourceConfig } from '../resources.ts';
import type { DataSource } from './data-source.ts';
import { dynamoDbDataSource } from './dynamodb/index.ts';
import type { PageTokens } from './dynamodb/pagination.ts';
import { eventBridgeDataSource } from './event-bridge.ts';
import { httpDataSource } from './http.ts';
import { lambdaDataSource } from './lambda.ts';
import { noneDataSource } from './none.ts';

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
  const refuse = (property: string, reason: string): never => {
    throw new DefinitionError({ logicalId, property, reason, remedy: 'Remove the data source or give what it needs' });
  };
  switch (type) {
    case 'NONE':
      return noneDataSource(name);
    case 'AMAZON_DYNAMODB': {
      const { TableName, Versioned } = config.DynamoDBConfig ?? refuse('DynamoDBConfig', 'it is missing');
      if (Versioned === true) refuse('DynamoDBConfig.Versioned', 'versioned data sources are not emulated');
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
    case 'HTTP': {
      const { Endpoint, AuthorizationConfig } = config.HttpConfig ?? refuse('HttpConfig', 'it is missing');
      const iam = AuthorizationConfig?.AwsIamConfig;
      return httpDataSource({
        ...{ name, endpoint: Endpoint, backend: context.endpoint },
        signing: iam && {
          region: iam.SigningRegion ?? context.region,
          service: iam.SigningServiceName ?? 'execute-api',
          credentials: () => context.credentials.issue(principal, context.clock.now() + 900_000),
        },
      });
    }
    default:
      return refuse('Type', `data sources of type ${type} are not emulated`);
  }
}
