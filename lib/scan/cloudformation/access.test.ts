import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const template = `Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
  Bucket: { Type: AWS::S3::Bucket }
  Topic: { Type: AWS::SNS::Topic, Properties: { KmsMasterKeyId: !Ref Key } }
  Key: { Type: AWS::KMS::Key }
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Managed]
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [dynamodb:Query]
                Resource: !GetAtt Table.Arn
              - Effect: Deny
                Action: s3:*
                Resource: !GetAtt Bucket.Arn
  Attached:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument:
        Statement: { Effect: Allow, Action: s3:PutObject, Resource: !Sub '\${Bucket.Arn}/*' }
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: 'sns:Publish', Resource: !Ref Topic }]
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Handler: a.b, Role: !GetAtt Role.Arn }
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: [!Ref Topic]
      Metrics:
        - Id: m
          MetricStat: { Metric: { Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{ Name: FunctionName, Value: !Ref Fn }] } }
`;

describe('access and alarms', () => {
  const { relations } = scanFiles({ 't.yaml': template });
  const found = (from: string, kind: string, to: string) =>
    relations.find((each) => each.from === from && each.kind === kind && each.to === to);

  it.each([
    ['Role', 'grants', 'Table', 1],
    ['Attached', 'grants', 'Bucket', 1],
    ['Managed', 'grants', 'Topic', 1],
    ['Fn', 'assumes', 'Role', 1],
    ['Fn', 'grants', 'Table', 0.9],
    ['Fn', 'reads', 'Table', 0.6],
    ['Fn', 'writes', 'Bucket', 0.6],
    ['Fn', 'publishes', 'Topic', 0.6],
    ['Key', 'encrypts', 'Topic', 1],
    ['Alarm', 'alarms', 'Fn', 1],
    ['Alarm', 'publishes', 'Topic', 1],
  ])('%s %s %s at %d', (from, kind, to, confidence) => {
    expect(found(from, kind, to)?.confidence).toBe(confidence);
  });

  it('does not take what is denied for granted', () => {
    expect(found('Fn', 'reads', 'Bucket')).toBeUndefined();
    expect(found('Fn', 'writes', 'Table')).toBeUndefined();
  });

  it('keeps the actions as properties on their own lines', () => {
    const { components } = scanFiles({ 't.yaml': template });
    expect(components.find(({ id }) => id === 'Role')?.properties).toContainEqual({
      name: 'Policies.0.PolicyDocument.Statement.0.Action',
      value: '["dynamodb:Query"]',
      source: { file: 't.yaml', line: 15 },
    });
  });
});
