import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const template = `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Other: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Queue: { Type: AWS::SQS::Queue }
  Topic: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: sqs, Endpoint: !GetAtt Queue.Arn }] } }
  Stream: { Type: AWS::Kinesis::Stream }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Topic, Protocol: lambda, Endpoint: !GetAtt Fn.Arn }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn }
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties: { Source: !GetAtt Stream.Arn, Target: !GetAtt Other.Arn }
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations: [{ Event: 's3:ObjectRemoved:*', Function: !GetAtt Fn.Arn }]
  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PostConfirmation: !GetAtt Fn.Arn } } }
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties: { ScheduleExpression: rate(1 hour), Target: { Arn: !GetAtt Fn.Arn, RoleArn: x } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Other, AuthType: AWS_IAM } }
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: a, Auth: { Authorizers: { A: { UserPoolArn: !GetAtt Pool.Arn } } } } }
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{ PolicyDocument: { Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub 'arn:aws:dynamodb:*:*:table/orders/index/*' }] } }]
`;

describe('who sets whom going', () => {
  const model = scanFiles({ 't.yaml': template });

  it.each([
    ['Queue', 'triggers', 'Fn'],
    ['Topic', 'triggers', 'Fn'],
    ['Topic', 'triggers', 'Queue'],
    ['Stream', 'triggers', 'Other'],
    ['Bucket', 'triggers', 'Fn'],
    ['Pool', 'triggers', 'Fn'],
    ['Schedule', 'triggers', 'Fn'],
    ['Url', 'routes', 'Other'],
    ['Pool', 'authorizes', 'Api'],
    ['Role', 'grants', 'Orders'],
  ])('%s %s %s', (from, kind, to) => {
    expect(model.relations.some((each) => each.from === from && each.kind === kind && each.to === to)).toBe(true);
  });

  it('names the events of topics and buckets', () => {
    expect(model.events.map(({ name, producer, consumer }) => [name, producer, consumer])).toEqual([
      ['Topic', 'Topic', 'Queue'],
      ['Topic', 'Topic', 'Fn'],
      ['s3:ObjectRemoved:*', 'Bucket', 'Fn'],
    ]);
  });
});
