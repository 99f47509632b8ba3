import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const named = (files: Record<string, string>) =>
  scanFiles(files).events.map(({ name, consumer, source }) => `${name} ${consumer ?? '-'}:${source.line}`);

describe('event patterns', () => {
  it('stand in files of their own', () => {
    expect(
      named({
        'p.json': '{\n  "source": ["shop"],\n  "detail-type": [\n    "OrderPlaced",\n    {"prefix": "Order"}\n  ]\n}',
      }),
    ).toEqual(['OrderPlaced -:4', 'Order* -:5']);
    expect(named({ 'p.yaml': 'source:\n  - shop.orders\n' })).toEqual(['shop.orders -:2']);
  });

  it('are no events that only look alike', () => {
    expect(
      named({ 'event.json': '{"source": "shop", "detail-type": "OrderPlaced", "resources": [], "detail": {}}' }),
    ).toEqual([]);
  });

  it('name the events of a rule for each of its targets, by their sources where they have no detail type', () => {
    const rule = `Resources:
  A: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Q: { Type: AWS::SQS::Queue }
  Dead: { Type: AWS::SQS::Queue }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [!Ref Source]
        detail-type:
          - OrderPaid
          - suffix: Failed
      Targets:
        - { Id: a, Arn: !GetAtt A.Arn, DeadLetterConfig: { Arn: !GetAtt Dead.Arn } }
        - { Id: q, Arn: !GetAtt Q.Arn }
  ByText:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: '{"source": ["aws.s3"]}'
      Targets: [{ Id: a, Arn: !GetAtt A.Arn }]
  Either:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { $or: [{ source: [x] }, { source: [y] }] }
Parameters:
  Source: { Type: String, Default: shop }
`;
    expect(named({ 't.yaml': rule })).toEqual([
      'OrderPaid A:11',
      '*Failed A:12',
      'OrderPaid Q:11',
      '*Failed Q:12',
      'aws.s3 A:19',
      'x -:24',
      'y -:24',
    ]);
    const { relations } = scanFiles({ 't.yaml': rule });
    const has = (from: string, kind: string, to: string) =>
      relations.some((each) => each.from === from && each.kind === kind && each.to === to);
    expect([has('Rule', 'triggers', 'A'), has('Rule', 'triggers', 'Q'), has('Rule', 'dead-letters', 'Dead')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('find their producers also through stars', () => {
    const code = `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
export const handler = () => new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [{ DetailType: 'OrderPaid', Source: 'shop' }] }));
`;
    const template = `Resources:
  Pay: { Type: AWS::Serverless::Function, Properties: { CodeUri: src, Handler: pay.handler } }
  Tell:
    Type: AWS::Serverless::Function
    Properties:
      Handler: x.y
      Events:
        Paid: { Type: EventBridgeRule, Properties: { Pattern: { detail-type: [{ prefix: Order }] } } }
`;
    const { events } = scanFiles({ 't.yaml': template, 'src/pay.ts': code });
    expect(events).toEqual([
      expect.objectContaining({ name: 'Order*', producer: 'Pay', consumer: 'Tell', confidence: 0.9 }),
    ]);
  });
});
