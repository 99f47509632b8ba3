import { describe, expect, it } from 'vitest';
import { scanFiles } from '#lib/scan/source/scan-files';
import { buildDesign } from './assemble-document.ts';
import { drift } from './drift.ts';
import { ordersInput } from './testing/orders-input.ts';

const template = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
  Place:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/place.handler
      Runtime: nodejs24.x
      Timeout: 10
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !GetAtt Orders.Arn
      Events:
        Api: { Type: Api, Properties: { Method: post, Path: /orders } }
  Tidy:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/tidy.handler
      Runtime: nodejs24.x
      Timeout: 60
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets: [{ Id: tidy, Arn: !GetAtt Tidy.Arn }]
`;
const files = {
  'template.yaml': template,
  'src/place.ts':
    "import { PutItemCommand } from '@aws-sdk/client-dynamodb';\nexport const handler = () => client.send(new PutItemCommand({ TableName: process.env.TABLE }));\n",
  'src/tidy.ts': 'export const handler = () => 1;\n',
};
const { traceability } = buildDesign({ ...ordersInput, model: scanFiles(files) });

/** Each claim that a changed source makes untrue, or that stands elsewhere in it. */
function driftOf(changed: Partial<typeof files>, kinds: readonly string[] = ['changed', 'gone']): string[] {
  return drift(traceability, scanFiles({ ...files, ...changed }))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, claim, is }) => `${kind}: ${claim.text}${kind === 'changed' ? ` Now ${is}` : ''}`);
}

const inTemplate = (from: string | RegExp, to: string) => {
  const changed = template.replace(from, to);
  expect(changed).not.toBe(template);
  return driftOf({ 'template.yaml': changed });
};

describe('drift of a source', () => {
  it('is none where lines end in another way', () => {
    const ended = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
    );
    expect(drift(traceability, scanFiles(ended))).toEqual([]);
  });

  it('is none where lines only move: the claims hold elsewhere', () => {
    const lower = { 'template.yaml': `# one\n# two\n${template}` };
    expect(driftOf(lower)).toEqual([]);
    expect(driftOf(lower, ['moved']).length).toBeGreaterThan(10);
  });

  it('is none where resources stand in another order', () => {
    const [, tidy = ''] = /(^ {2}Tidy:\n(?: {4}.*\n)+)/m.exec(template) ?? [];
    const reordered = template.replace(tidy, '').replace('Resources:\n', `Resources:\n${tidy}`);
    expect(driftOf({ 'template.yaml': reordered })).toEqual([]);
  });

  it('is none where another template has things of the same names', () => {
    const found = driftOf({ 'a-template.yaml': template.replace('Timeout: 10', 'Timeout: 11') } as Partial<
      typeof files
    >);
    expect(found.filter((text) => !/There (?:are|is) \d+/.test(text))).toEqual([]);
  });

  it('names the timeout, the schedule, the action that changed, and nothing else', () => {
    expect(inTemplate('Timeout: 10', 'Timeout: 20')).toEqual(['changed: Timeout of Place is 10 s. Now 20']);
    expect(inTemplate('rate(1 day)', 'rate(2 days)')).toEqual([
      'changed: ScheduleExpression of Nightly is rate(1 day). Now rate(2 days)',
    ]);
    expect(inTemplate('dynamodb:PutItem', 'dynamodb:UpdateItem')).toEqual([
      'changed: Policies.0.Statement.0.Action of Place is dynamodb:PutItem. Now dynamodb:UpdateItem',
    ]);
  });

  it('names all that was said of what is gone or renamed, and nothing of the rest', () => {
    const removed = inTemplate(/ {2}Place:\n(?: {4}.*\n)+/, '');
    expect(removed).toContain('gone: Place is a function.');
    expect(removed).toContain('changed: There are 2 functions. Now 1');
    expect(removed.filter((text) => /Tidy|Nightly/.test(text))).toEqual([]);
    const renamed = inTemplate(/Tidy/g, 'Sweep');
    expect(renamed).toContain('gone: Tidy is a function.');
    expect(renamed.filter((text) => /Place|There are/.test(text))).toEqual([]);
  });
});

describe('drift of findings', () => {
  const steps = (catching: string) => `Resources:
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: One
        States:
          One: { Type: Task, Resource: 'arn:aws:states:::dynamodb:putItem', Next: Two${catching} }
          Two: { Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Next: Three }
          Three: { Type: Task, Resource: 'arn:aws:states:::sns:publish', End: true }
`;
  const catching = ", Catch: [{ ErrorEquals: ['States.ALL'], Next: Two }]";
  const designOf = (text: string) => buildDesign({ ...ordersInput, model: scanFiles({ 'template.yaml': text }) });
  const rules = (text: string, against: string) =>
    drift(designOf(text).traceability, scanFiles({ 'template.yaml': against }))
      .filter(({ claim, kind }) => kind !== 'moved' && claim.about?.element.startsWith('finding:task-without-retry'))
      .map(({ kind, claim }) => `${kind}: ${/task (\w+)/.exec(claim.text)?.[1] ?? claim.text}`);

  it('names the one of several at one component that was mended, not its siblings', () => {
    expect(rules(steps(''), steps(catching))).toEqual(['gone: One']);
  });

  it('names none where only a new one came', () => {
    expect(rules(steps(catching), steps(''))).toEqual([]);
  });
});
