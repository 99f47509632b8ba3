import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

/** What is looked for in every way to describe a system. */
const examples = [
  'iam-wildcard-action',
  'iam-wildcard-resource',
  'queue-without-dead-letters',
  'function-without-dead-letters',
  'no-alarm',
  'hot-partition',
  'no-encryption',
  'lambda-timeout-outlasts-caller',
  'unbounded-scan',
];

/** Rules of the examples that a source breaks, whatever the components. */
const broken = (files: Readonly<Record<string, string>>) => {
  const found = new Set(scanFiles(files).findings.map(({ rule }) => rule));
  return examples.filter((rule) => found.has(rule));
};

const handler = (command: string) => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = () => client.send(new ${command});
`;
const scans = handler('ScanCommand({ TableName: process.env.TABLE })');
const queries = handler("QueryCommand({ TableName: process.env.TABLE, KeyConditionExpression: 'id = :id' })");

const cloudFormation = (isFaulty: boolean) => `Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: ${isFaulty ? 'status' : 'id'}, KeyType: HASH }]
      ${isFaulty ? '' : 'SSESpecification: { SSEEnabled: true }'}
  Topic: { Type: AWS::SNS::Topic, Properties: { ${isFaulty ? '' : 'KmsMasterKeyId: alias/aws/sns'} } }
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: ${isFaulty ? 'false' : 'true'}
      ${isFaulty ? '' : 'RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }'}
  Dead: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: true } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: { Effect: Allow, Action: ${isFaulty ? "'dynamodb:*'" : 'dynamodb:Query'}, Resource: ${isFaulty ? "'*'" : '!GetAtt Table.Arn'} }
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: fn.handler
      Code: src
      Role: !GetAtt Role.Arn
      Timeout: ${isFaulty ? 60 : 20}
      Environment: { Variables: { TABLE: !Ref Table } }
      ${isFaulty ? '' : 'DeadLetterConfig: { TargetArn: !GetAtt Dead.Arn }'}
  Sub: { Type: AWS::SNS::Subscription, Properties: { Protocol: lambda, TopicArn: !Ref Topic, Endpoint: !GetAtt Fn.Arn } }
  Api: { Type: AWS::ApiGateway::RestApi }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      Integration: { Type: AWS_PROXY, Uri: !Sub 'arn:aws:apigateway:x:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations' }
${
  isFaulty
    ? ''
    : `  Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref Fn }] } }
  DeadAlarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: QueueName, Value: !GetAtt Dead.QueueName }] } }
`
}`;

const sam = (isFaulty: boolean) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::Serverless::SimpleTable
    Properties: { PrimaryKey: { Name: ${isFaulty ? 'type' : 'id'}, Type: String }${isFaulty ? '' : ', SSESpecification: { SSEEnabled: true }'} }
  Topic: { Type: AWS::SNS::Topic, Properties: { ${isFaulty ? '' : 'KmsMasterKeyId: alias/aws/sns'} } }
  Queue:
    Type: AWS::SQS::Queue
    Properties: { SqsManagedSseEnabled: true${isFaulty ? '' : ', RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }'} }
  Dead: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: true } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: fn.handler
      Timeout: ${isFaulty ? 60 : 20}
      Environment: { Variables: { TABLE: !Ref Table } }
      Policies: [{ Statement: [{ Effect: Allow, Action: ${isFaulty ? "'*'" : 'dynamodb:Query'}, Resource: ${isFaulty ? "'*'" : '!GetAtt Table.Arn'} }] }]
      ${isFaulty ? '' : 'DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Dead.Arn }'}
      Events:
        Get: { Type: Api, Properties: { Path: /orders, Method: get } }
        Topic: { Type: SNS, Properties: { Topic: !Ref Topic } }
${
  isFaulty
    ? ''
    : `  Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref Fn }] } }
  DeadAlarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: QueueName, Value: !GetAtt Dead.QueueName }] } }
`
}`;

const framework = (isFaulty: boolean) => `service: shop
provider:
  name: aws
  runtime: nodejs24.x
  environment: { TABLE: !Ref Table }
  iam:
    role:
      statements:
        - Effect: Allow
          Action: ${isFaulty ? "'dynamodb:*'" : 'dynamodb:Query'}
          Resource: ${isFaulty ? "'*'" : '!GetAtt Table.Arn'}
functions:
  fn:
    handler: src/fn.handler
    timeout: ${isFaulty ? 60 : 20}
    ${isFaulty ? '' : 'onError: !GetAtt Dead.Arn'}
    events:
      - http: { path: orders, method: get }
      - sns: { arn: !Ref Topic, topicName: topic }
resources:
  Resources:
    Table:
      Type: AWS::DynamoDB::Table
      Properties:
        KeySchema: [{ AttributeName: ${isFaulty ? 'status' : 'id'}, KeyType: HASH }]
        ${isFaulty ? '' : 'SSESpecification: { SSEEnabled: true }'}
    Topic: { Type: AWS::SNS::Topic, Properties: { ${isFaulty ? '' : 'KmsMasterKeyId: alias/aws/sns'} } }
    Queue:
      Type: AWS::SQS::Queue
      Properties: { SqsManagedSseEnabled: true${isFaulty ? '' : ', RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }'} }
    Dead: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: true } }
${
  isFaulty
    ? ''
    : `    Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref FnLambdaFunction }] } }
    DeadAlarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: QueueName, Value: !GetAtt Dead.QueueName }] } }
`
}`;

const cdk = (isFaulty: boolean) => `import { Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
export class Shop extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const key = new kms.Key(this, 'Key');
    const table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: '${isFaulty ? 'status' : 'id'}', type: dynamodb.AttributeType.STRING },
      ${isFaulty ? '' : 'encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: key,'}
    });
    const topic = new sns.Topic(this, 'Topic'${isFaulty ? '' : ', { masterKey: key }'});
    const dead = new sqs.Queue(this, 'Dead', { encryption: sqs.QueueEncryption.SQS_MANAGED });
    new sqs.Queue(this, 'Queue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      ${isFaulty ? '' : 'deadLetterQueue: { queue: dead, maxReceiveCount: 3 },'}
    });
    const fn = this.makeFunction('Fn', { TABLE: table.tableName }, dead);
    fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ['${isFaulty ? 'dynamodb:*' : 'dynamodb:Query'}'],
      resources: [${isFaulty ? "'*'" : 'table.tableArn'}],
    }));
    topic.addSubscription(new LambdaSubscription(fn));
    const api = new apigateway.RestApi(this, 'Api');
    api.root.addMethod('GET', new apigateway.LambdaIntegration(fn));
    ${isFaulty ? '' : "fn.metricErrors().createAlarm(this, 'Alarm', { threshold: 1, evaluationPeriods: 1 }); dead.metricApproximateNumberOfMessagesVisible().createAlarm(this, 'DeadAlarm', { threshold: 1, evaluationPeriods: 1 });"}
  }
  makeFunction(name, environment, dead) {
    return new NodejsFunction(this, name, {
      entry: 'src/fn.ts',
      timeout: Duration.seconds(${isFaulty ? 60 : 20}),
      environment,
      ${isFaulty ? '' : 'deadLetterQueue: dead,'}
    });
  }
}
`;

const cdkPython = (isFaulty: boolean) => `from aws_cdk import (
    Duration, Stack, aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_iam as iam, aws_kms as kms,
    aws_lambda_nodejs as nodejs, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
)
class Shop(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key")
        table = dynamodb.Table(
            self, "Table",
            partition_key=dynamodb.Attribute(name="${isFaulty ? 'status' : 'id'}", type=dynamodb.AttributeType.STRING),
            ${isFaulty ? '' : 'encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,'}
        )
        topic = sns.Topic(self, "Topic"${isFaulty ? '' : ', master_key=key'})
        dead = sqs.Queue(self, "Dead", encryption=sqs.QueueEncryption.SQS_MANAGED)
        sqs.Queue(
            self, "Queue", encryption=sqs.QueueEncryption.SQS_MANAGED,
            ${isFaulty ? '' : 'dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=3),'}
        )
        fn = nodejs.NodejsFunction(
            self, "Fn", entry="src/fn.ts", timeout=Duration.seconds(${isFaulty ? 60 : 20}),
            environment={"TABLE": table.table_name},
            ${isFaulty ? '' : 'dead_letter_queue=dead,'}
        )
        fn.add_to_role_policy(iam.PolicyStatement(
            actions=["${isFaulty ? 'dynamodb:*' : 'dynamodb:Query'}"],
            resources=[${isFaulty ? '"*"' : 'table.table_arn'}],
        ))
        topic.add_subscription(subscriptions.LambdaSubscription(fn))
        api = apigateway.RestApi(self, "Api")
        api.root.add_method("GET", apigateway.LambdaIntegration(fn))
        ${isFaulty ? '' : 'fn.metric_errors().create_alarm(self, "Alarm", threshold=1, evaluation_periods=1)'}
        ${isFaulty ? '' : 'dead.metric_approximate_number_of_messages_visible().create_alarm(self, "DeadAlarm", threshold=1, evaluation_periods=1)'}
`;

const amplify = (isFaulty: boolean) => ({
  'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { data } from './data/resource';
import { fn } from './fn/resource';
const backend = defineBackend({ data, fn });
const stack = backend.createStack('Messaging');
const key = new kms.Key(stack, 'Key');
const topic = new sns.Topic(stack, 'Topic'${isFaulty ? '' : ', { masterKey: key }'});
const dead = new sqs.Queue(stack, 'Dead', { encryption: sqs.QueueEncryption.SQS_MANAGED });
new sqs.Queue(stack, 'Queue', {
  encryption: sqs.QueueEncryption.SQS_MANAGED,
  ${isFaulty ? '' : 'deadLetterQueue: { queue: dead, maxReceiveCount: 3 },'}
});
const lambda = backend.fn.resources.lambda;
const { tables, cfnResources } = backend.data.resources;
topic.addSubscription(new LambdaSubscription(lambda));
backend.fn.addEnvironment('TABLE', tables['Order'].tableName);
lambda.addToRolePolicy(new iam.PolicyStatement({
  actions: ['${isFaulty ? 'dynamodb:*' : 'dynamodb:Query'}'],
  resources: [${isFaulty ? "'*'" : "tables['Order'].tableArn"}],
}));
${
  isFaulty
    ? ''
    : `cfnResources.amplifyDynamoDbTables['Order'].sseSpecification = { sseEnabled: true };
lambda.configureAsyncInvoke({ onFailure: new SqsDestination(dead) });
lambda.metricErrors().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
dead.metricApproximateNumberOfMessagesVisible().createAlarm(stack, 'DeadAlarm', { threshold: 1, evaluationPeriods: 1 });`
}
`,
  'amplify/data/resource.ts': `import { a, defineData } from '@aws-amplify/backend';
import { fn } from '../fn/resource';
const schema = a.schema({
  Order: a.model({ id: a.id().required(), status: a.string().required() })
    .identifier(['${isFaulty ? 'status' : 'id'}']).authorization((allow) => [allow.owner()]),
  orders: a.query().returns(a.string()).handler(a.handler.function(fn)).authorization((allow) => [allow.authenticated()]),
});
export const data = defineData({ schema });
`,
  'amplify/fn/resource.ts': `import { defineFunction } from '@aws-amplify/backend';
export const fn = defineFunction({ entry: '../../src/fn.ts', timeoutSeconds: ${isFaulty ? 60 : 20} });
`,
});

const dialects: Readonly<Record<string, (isFaulty: boolean) => Record<string, string>>> = {
  CloudFormation: (isFaulty) => ({ 'template.yaml': cloudFormation(isFaulty) }),
  SAM: (isFaulty) => ({ 'template.yaml': sam(isFaulty) }),
  'the Serverless Framework': (isFaulty) => ({ 'serverless.yml': framework(isFaulty) }),
  'the CDK in TypeScript': (isFaulty) => ({ 'cdk.json': '{}', 'lib/shop.ts': cdk(isFaulty) }),
  'the CDK in Python': (isFaulty) => ({ 'cdk.json': '{}', 'shop.py': cdkPython(isFaulty) }),
  'Amplify Gen 2': amplify,
};

describe.each(Object.entries(dialects))('%s', (_name, sourceOf) => {
  it('has a finding for each fault', () => {
    expect(broken({ ...sourceOf(true), 'src/fn.ts': scans })).toEqual(examples);
  });

  it('has none where all is sound', () => {
    expect(broken({ ...sourceOf(false), 'src/fn.ts': queries })).toEqual([]);
  });
});
