import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';
import { instructionsRule } from './instructions-in-files.ts';
import { rules } from './rules.ts';

/** The findings of a rule in resources, as `severity component:line`. */
function findings(rule: string, resources: string, files: Record<string, string> = {}): string[] {
  const model = scanFiles({ 'template.yaml': `Resources:\n${resources}`, ...files });
  expect(model.files.unreadable).toEqual([]);
  return model.findings
    .filter((each) => each.rule === rule)
    .map(({ severity, component, source }) => `${severity} ${component ?? '-'}:${source.line}`);
}

const role = (action: string, resource = "'*'") => `  R:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ${action}
                Resource: ${resource}
`;
const fn = (properties = '') =>
  `  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n${properties}`;
const table = (properties = '') =>
  `  Table:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n${properties}`;
const queue = (properties = '') =>
  `  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: q\n${properties}`;
const polls = '      Events: { Poll: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } } }\n';
const scanCode = `import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
export const b = () => new DynamoDBClient({}).send(new ScanCommand({ TableName: process.env.T }));
`;
const putCode = `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
export const b = () => new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [{ DetailType: 'Placed', Source: 's' }] }));
`;

/** rule, what it finds, what it lets pass */
const cases: readonly [
  rule: string,
  faulty: string,
  expected: string[],
  sound: string,
  files?: Record<string, string>,
][] = [
  ['iam-wildcard-action', role('[s3:GetObject, dynamodb:*]'), ['medium R:10'], role('s3:GetObject')],
  ['iam-wildcard-action', role("'*'"), ['high R:10'], role('[s3:Get*]')],
  ['iam-wildcard-resource', role('s3:GetObject'), ['medium R:11'], role('xray:PutTraceSegments') + queue()],
  [
    'queue-without-dead-letters',
    queue(),
    ['medium Queue:2'],
    `${queue('      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }\n')}  Dead: { Type: AWS::SQS::Queue }\n`,
  ],
  [
    'function-without-dead-letters',
    `${fn('      Events: { T: { Type: SNS, Properties: { Topic: !Ref Topic } } }\n')}  Topic: { Type: AWS::SNS::Topic }\n`,
    ['medium Fn:2'],
    `${fn('      DeadLetterQueue: { Type: SQS, TargetArn: x }\n      Events: { T: { Type: SNS, Properties: { Topic: !Ref Topic } } }\n')}  Topic: { Type: AWS::SNS::Topic }\n`,
  ],
  [
    'rule-target-without-dead-letters',
    fn('      Events: { E: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } } }\n'),
    ['low FnE:6'],
    `${fn('      Events: { E: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] }, DeadLetterConfig: { Arn: !GetAtt Q.Arn } } } }\n')}  Q: { Type: AWS::SQS::Queue }\n`,
  ],
  [
    'stream-without-failure-destination',
    `${table()}${fn('      Events: { S: { Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn } } }\n')}`,
    ['high Fn:10'],
    `${table()}${fn('      Events: { S: { Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn, DestinationConfig: { OnFailure: { Destination: x } } } } }\n')}`,
  ],
  [
    'no-alarm',
    fn(),
    ['low Fn:2'],
    `${fn()}  Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref Fn }] } }\n`,
  ],
  [
    'hot-partition',
    '  T:\n    Type: AWS::DynamoDB::Table\n    Properties: { KeySchema: [{ AttributeName: status, KeyType: HASH }] }\n',
    ['high T:2'],
    table(),
  ],
  [
    'hot-partition',
    table(
      '      GlobalSecondaryIndexes: [{ IndexName: byDate, KeySchema: [{ AttributeName: date, KeyType: HASH }] }]\n',
    ),
    ['medium Table:2'],
    table(
      '      GlobalSecondaryIndexes: [{ IndexName: x, KeySchema: [{ AttributeName: customerId, KeyType: HASH }] }]\n',
    ),
  ],
  [
    'no-encryption',
    '  T: { Type: AWS::SNS::Topic }\n',
    ['medium T:2'],
    '  T: { Type: AWS::SNS::Topic, Properties: { KmsMasterKeyId: alias/aws/sns } }\n',
  ],
  [
    'lambda-timeout-outlasts-caller',
    fn('      Timeout: 60\n      Events: { A: { Type: Api, Properties: { Path: /a, Method: get } } }\n'),
    ['high Fn:6'],
    fn('      Timeout: 30\n      Events: { A: { Type: HttpApi, Properties: { Path: /a, Method: get } } }\n'),
  ],
  [
    'lambda-timeout-outlasts-caller',
    `${fn('      Timeout: 10\n')}  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PostConfirmation: !GetAtt Fn.Arn } } }\n`,
    ['high Fn:6'],
    `${fn('      Timeout: 5\n')}  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PostConfirmation: !GetAtt Fn.Arn } } }\n`,
  ],
  [
    'queue-visibility-below-timeout',
    queue('      VisibilityTimeout: 20\n') + fn(`      Timeout: 30\n${polls}`),
    ['high Queue:6'],
    queue('      VisibilityTimeout: 180\n') + fn(`      Timeout: 30\n${polls}`),
  ],
  [
    'state-machine-task-timeout',
    '  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", End: true }\n',
    ['medium M:8'],
    '  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, TimeoutSeconds: 60, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", End: true }\n',
  ],
  [
    'task-without-retry',
    '  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: x, End: true }\n',
    ['low M:8'],
    '  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: x, Retry: [{ ErrorEquals: [States.ALL] }], End: true }\n',
  ],
  [
    'unbounded-scan',
    table() +
      fn(
        '      CodeUri: src\n      Environment: { Variables: { T: !Ref Table } }\n      Events: { A: { Type: Api, Properties: { Path: /a, Method: get } } }\n',
      ),
    ['high Table:2'],
    table(),
    { 'src/a.ts': scanCode },
  ],
  [
    'table-without-backup',
    table(),
    ['medium Table:2'],
    table('      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }\n'),
  ],
  [
    'data-deleted-with-stack',
    table(),
    ['low Table:2'],
    '  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {}\n',
  ],
  [
    'public-bucket',
    '  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n',
    ['high B:5'],
    '  B: { Type: AWS::S3::Bucket }\n',
  ],
  [
    'public-policy',
    '  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: "*"\n            Action: s3:GetObject\n',
    ['high P:8'],
    '  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Deny\n            Principal: "*"\n            Action: s3:*\n',
  ],
  [
    'open-cors',
    '  A:\n    Type: AWS::Serverless::Api\n    Properties:\n      Cors: "\'*\'"\n',
    ['medium A:5'],
    '  A:\n    Type: AWS::Serverless::Api\n    Properties:\n      Cors: "\'https://shop.example\'"\n',
  ],
  [
    'unauthenticated-api',
    fn('      Events: { A: { Type: Api, Properties: { Path: /a, Method: get } } }\n'),
    ['high Fn:6'],
    fn('      Events: { A: { Type: Api, Properties: { Path: /a, Method: get, Auth: { Authorizer: AWS_IAM } } } }\n'),
  ],
  [
    'unauthenticated-api',
    '  M:\n    Type: AWS::ApiGateway::Method\n    Properties: { HttpMethod: GET, AuthorizationType: NONE }\n',
    ['high M:4'],
    '  M: { Type: AWS::ApiGateway::Method, Properties: { HttpMethod: OPTIONS, AuthorizationType: NONE } }\n',
  ],
  [
    'log-retention-unlimited',
    '  L: { Type: AWS::Logs::LogGroup }\n',
    ['low L:2'],
    '  L: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 7 } }\n',
  ],
  ['deprecated-runtime', fn('      Runtime: nodejs16.x\n'), ['high Fn:6'], fn('      Runtime: nodejs24.x\n')],
  [
    'plaintext-secret',
    fn('      Environment: { Variables: { DB_PASSWORD: hunter22 } }\n'),
    ['high Fn:6'],
    fn("      Environment: { Variables: { DB_PASSWORD: '{{resolve:secretsmanager:db}}', SECRET_NAME: abcdef } }\n"),
  ],
  [
    'consumer-without-concurrency-limit',
    queue() + fn(polls),
    ['low Fn:10'],
    queue() + fn(`      ReservedConcurrentExecutions: 5\n${polls}`),
  ],
  ['tracing-off', fn(), ['low Fn:2'], fn('      Tracing: Active\n')],
  [
    'event-without-consumer',
    fn('      CodeUri: src\n'),
    ['medium Fn:2'],
    fn(
      '      CodeUri: src\n      Events: { E: { Type: EventBridgeRule, Properties: { Pattern: { detail-type: [Placed] } } } }\n',
    ),
    { 'src/a.ts': putCode },
  ],
  [
    'unused-table',
    table(),
    ['low Table:2'],
    table() + fn('      Policies: [{ DynamoDBReadPolicy: { TableName: !Ref Table } }]\n'),
  ],
  [
    'wide-event-pattern',
    '  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        source: [shop]\n',
    ['low R:6'],
    '  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: { source: [shop], detail-type: [A] }\n',
  ],
  [
    'permission-without-source',
    '  P: { Type: AWS::Lambda::Permission, Properties: { Principal: s3.amazonaws.com } }\n',
    ['medium P:2'],
    '  P: { Type: AWS::Lambda::Permission, Properties: { Principal: s3.amazonaws.com, SourceArn: x } }\n',
  ],
];

describe('named rules', () => {
  it.each(cases)('%s (%#)', (rule, faulty, expected, sound, files) => {
    expect(findings(rule, faulty, files)).toEqual(expected);
    expect(findings(rule, sound, files)).toEqual([]);
  });

  it('are each shown by an example', () => {
    expect(rules.map(({ name }) => name).filter((name) => !cases.some(([rule]) => rule === name))).toEqual([]);
  });

  it('name the thing in their message and never the secret', () => {
    const model = scanFiles({
      't.yaml': `Resources:\n${fn('      Environment: { Variables: { API_TOKEN: tok_12345678 } }\n')}`,
    });
    expect(JSON.stringify(model)).not.toContain('tok_12345678');
    for (const { message, component } of model.findings) expect(message).toContain(component);
  });

  it('stand in the README as they are', () => {
    const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
    const all = [...rules, instructionsRule];
    const rows = all.map(({ name, severity, finds }) => `| \`${name}\` | ${severity} | ${finds} |`);
    expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
    expect(
      [...readme.matchAll(/^\| `([a-z-]+)` \| (?:high|medium|low|info) \|/gm)].map(([, name]) => name).sort(),
    ).toEqual(all.map(({ name }) => name).sort());
  });
});
