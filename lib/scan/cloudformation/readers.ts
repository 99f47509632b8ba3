import { finishAccess, readPolicies } from './access.ts';
import { readDataSource, readResolver, readSchema } from './appsync.ts';
import { readConnector, readInlineConnectors } from './connectors.ts';
import type { Draft } from './draft.ts';
import { readFunction } from './functions-code.ts';
import { readGatewayApi } from './gateway-apis.ts';
import { readMethod } from './gateway-methods.ts';
import { readFunctionUrl, readRoute } from './gateway-routes.ts';
import {
  readMapping,
  readNotifications,
  readPipe,
  readRule,
  readSchedule,
  readSubscription,
  readTopic,
} from './messaging.ts';
import { readServerlessEvents } from './serverless-events.ts';
import { readServerlessGraphQl } from './serverless-graphql.ts';
import { readNested, readOutputs, readStored } from './stacks.ts';
import { readStateMachine } from './state-machines.ts';
import { readSimpleTable, readTable } from './tables.ts';
import type { Resource } from './template.ts';

/** What a type of resource brings beyond its component. */
interface ResourceReader {
  readonly types: RegExp;
  readonly read: (resource: Resource, draft: Draft) => void;
}

export const readers: readonly ResourceReader[] = [
  { types: /./, read: readInlineConnectors },
  { types: /^AWS::DynamoDB::(?:Global)?Table$|^Custom::AmplifyDynamoDBTable$/, read: readTable },
  { types: /^AWS::Serverless::SimpleTable$/, read: readSimpleTable },
  { types: /^AWS::(?:Lambda|Serverless)::Function$/, read: readFunction },
  { types: /^AWS::Serverless::(?:Function|StateMachine)$/, read: readServerlessEvents },
  { types: /^AWS::Serverless::(?:Function|StateMachine)$|^AWS::IAM::/, read: readPolicies },
  { types: /^AWS::(?:ApiGateway::RestApi|ApiGatewayV2::Api|Serverless::(?:Http)?Api)$/, read: readGatewayApi },
  { types: /^AWS::ApiGateway::Method$/, read: readMethod },
  { types: /^AWS::ApiGatewayV2::Route$/, read: readRoute },
  { types: /^AWS::Events::Rule$/, read: readRule },
  { types: /^AWS::Scheduler::Schedule$/, read: readSchedule },
  { types: /^AWS::Lambda::EventSourceMapping$/, read: readMapping },
  { types: /^AWS::Lambda::Url$/, read: readFunctionUrl },
  { types: /^AWS::Pipes::Pipe$/, read: readPipe },
  { types: /^AWS::SSM::Parameter$/, read: readStored },
  { types: /^AWS::SNS::Subscription$/, read: readSubscription },
  { types: /^AWS::SNS::Topic$/, read: readTopic },
  { types: /^AWS::S3::Bucket$/, read: readNotifications },
  { types: /^AWS::(?:StepFunctions|Serverless)::StateMachine$/, read: readStateMachine },
  { types: /^AWS::AppSync::Resolver$/, read: readResolver },
  { types: /^AWS::AppSync::DataSource$/, read: readDataSource },
  { types: /^AWS::AppSync::GraphQLSchema$/, read: readSchema },
  { types: /^AWS::Serverless::GraphQLApi$/, read: readServerlessGraphQl },
  { types: /^AWS::Serverless::Connector$/, read: readConnector },
  { types: /^AWS::CloudFormation::Stack$|^AWS::Serverless::Application$/, read: readNested },
];

/** What the template says as a whole, once every resource is read. */
export const finishers: readonly ((draft: Draft) => void)[] = [finishAccess, readOutputs];
