import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemModelSchema } from './schema.ts';
import { scanFiles } from './source/scan-files.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 40 } }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: status, AttributeType: S }]
      KeySchema: [{ AttributeName: status, KeyType: HASH }]
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Policies:
        - Statement: [{ Effect: Allow, Action: '*', Resource: !GetAtt Table.Arn }]
      Events:
        Get: { Type: Api, Properties: { Path: '/x/{y}', Method: get } }
        Rule: { Type: EventBridgeRule, Properties: { Pattern: { source: [a], detail-type: [{ prefix: B }] } } }
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States: { A: { Type: Task, Resource: !GetAtt Fn.Arn, End: true } }
Outputs:
  Name: { Value: !Sub '\${Table}-\${Fn.Arn}', Export: { Name: !Join ['-', [a, !Ref Fn]] } }
`;
const others: Readonly<Record<string, string>> = {
  'schema.graphql':
    'type Query { a(id: ID!): [B!]! @auth }\ntype B @model { id: ID! @primaryKey(sortKeyFields: ["x"]) x: Int }\n',
  'openapi.json':
    '{"openapi":"3.0.0","paths":{"/a/{b}":{"get":{"x-amazon-apigateway-integration":{"uri":"${Fn.Arn}"}}}}}',
  'flow.asl.json':
    '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"${Fn}"}}}}',
  'pattern.json': '{"source":["a"],"detail-type":[{"anything-but":["b"]}],"$or":[{"source":["c"]}]}',
  'template.json': JSON.stringify(
    { Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::Sub': ['${x}', { x: 1 }] } } } } },
    null,
    1,
  ),
};
const files = { 'template.yaml': template, ...others };

const expectSound = (changed: Record<string, string>) => {
  const model = scanFiles(changed);
  expect(systemModelSchema.safeParse(model).error?.issues).toBeUndefined();
  return model;
};

describe('what strangers send', () => {
  it('is a sound model wherever a file is cut off', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(files)), fc.nat({ max: 2000 }), (name, at) => {
        const text = Object.entries(files).find(([key]) => key === name)?.[1] ?? '';
        expectSound({ ...files, [name]: text.slice(0, at % text.length) });
      }),
      { numRuns: 150 },
    );
  });

  it('is a sound model whatever is put in, taken out or said twice', () => {
    const noise = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ': ',
        '- ',
        '&a ',
        '*a',
        '!Ref ',
        '!Sub ',
        '${',
        '"',
        "'",
        '|\n',
        '\t',
        '\u0000',
        '<<: ',
        '__proto__: ',
        'Fn::If: ',
        'null',
        '\n\n',
        '# ',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(files)),
        fc.array(fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 12 }), noise), { minLength: 1, maxLength: 4 }),
        (name, edits) => {
          let text = Object.entries(files).find(([key]) => key === name)?.[1] ?? '';
          for (const [at, count, put] of edits) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + put + text.slice(place + count);
          }
          expectSound({ ...files, [name]: text });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells where a broken file breaks, and reads what stands before', () => {
    const model = expectSound({
      'broken.yaml': `${template}\n  Bad: [unclosed\n`,
      'broken.json': '{"Resources": {"A": {"Type": "AWS::SNS::Topic"},\n "B": {"Type": "AWS::SQS::Queue"',
    });
    expect(model.components.map(({ id }) => id)).toEqual(expect.arrayContaining(['Table', 'Fn', 'Machine', 'A', 'B']));
    expect(model.files.unreadable).toEqual([
      { file: 'broken.json', line: 2, reason: expect.stringContaining('is expected') as string },
      { file: 'broken.yaml', line: expect.any(Number) as number, reason: expect.any(String) as string },
    ]);
  });

  it('loses one broken resource, not those after it', () => {
    const text = `Resources:
  First: { Type: AWS::SNS::Topic }
  Broken:
    Type: AWS::SQS::Queue
    Properties: { Path: /x/{y} }
  # between
  Third:
    Type: AWS::S3::Bucket
    Properties: [unclosed
  Last: { Type: AWS::SNS::Topic }
Outputs:
  Name: { Value: !Ref Last, Export: { Name: last } }
`;
    const model = expectSound({ 't.yaml': text });
    expect(model.components.map(({ id, source }) => [id, source.line]).sort()).toEqual([
      ['Broken', 3],
      ['First', 2],
      ['Last', 10],
      ['Third', 7],
    ]);
    expect(model.files.unreadable.map(({ line }) => line)).toEqual([5, 10]);
  });

  it.each([
    [
      'aliases that unfold without end',
      `Resources:\n  A: {Type: AWS::SNS::Topic}\na: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefghij')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcdefghij'[index] ?? 'a'}`)
              .join(',')}]`,
        )
        .join('\n')}\n`,
      /unfolds to more than/,
    ],
    ['an alias of itself', 'Resources:\n  A: &a {Type: AWS::SNS::Topic, Properties: *a}\n', /names no anchor/],
    ['brackets in brackets', `Resources:\n  A: {Type: AWS::SNS::Topic, Properties: ${'['.repeat(50_000)}\n`, /deep/],
    [
      'maps in maps',
      `Resources: {A: {Type: AWS::SNS::Topic, Properties: ${'{a: '.repeat(500)}1${'}'.repeat(500)}}}\n`,
      /deep/,
    ],
    ['lists in lists', `Resources:\n  A: {Type: AWS::SNS::Topic}\n  B:\n    ${'- '.repeat(5000)}x\n`, /deep/],
  ])('%s is told of, not followed', (_name, text, reason) => {
    const { files: told } = expectSound({ 'template.yaml': text });
    expect(told.unreadable).toEqual([
      expect.objectContaining({ file: 'template.yaml', reason: expect.stringMatching(reason) as string }),
    ]);
  });

  it('JSON as deep as its size allows is told of', () => {
    const text = `{"Resources":{"A":{"Type":"AWS::SNS::Topic","Properties":${'['.repeat(200_000)}`;
    expect(expectSound({ 'template.json': text }).files.unreadable[0]?.reason).toMatch(/deeper/);
    const sdl = `type Query { a(x: ${'['.repeat(20_000)}Int${']'.repeat(20_000)}): Int }`;
    expect(expectSound({ 'schema.graphql': sdl }).files.unreadable).toHaveLength(1);
  });

  it('resources that name one another in a circle are related, and no more', () => {
    const { relations } = expectSound({
      't.yaml':
        'Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt B.Name}}\n  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref A}}\n  C: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref C}}\n',
    });
    expect(relations.map(({ from, to }) => from + to)).toEqual(['AB', 'BA']);
  });

  it('names of object members are names like others', () => {
    const { components } = expectSound({
      't.json':
        '{"Resources":{"__proto__":{"Type":"AWS::SNS::Topic","Properties":{"__proto__":{"a":1}}},"constructor":{"Type":"toString"}}}',
    });
    expect(components.map(({ id, kind }) => [id, kind])).toEqual([
      ['__proto__', 'topic'],
      ['constructor', 'other'],
    ]);
  });
});
