import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const head = `Parameters:
  Stage: { Type: String, Default: dev }
  Sizes: { Type: CommaDelimitedList, Default: 'small, large' }
  Unknown: { Type: String }
Mappings:
  Regions:
    us-east-1: { Memory: 512 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Never: !And [!Condition IsProd, !Condition IsDev]
  Either: !Or [!Condition IsProd, !Condition IsDev]
  Open: !Equals [!Ref Unknown, x]
  Loop: !Not [!Condition Loop]
Resources:
  Other: { Type: AWS::SQS::Queue }
  It:
    Type: AWS::Lambda::Function
    Properties:
      Description: `;

/** The value of a property whose YAML is given. */
function valueOf(yaml: string): unknown {
  const model = scanFiles({ 'template.yaml': `${head}${yaml}\n` });
  expect(model.files.unreadable).toEqual([]);
  const it = model.components.find(({ id }) => id === 'It');
  return it?.properties.find(({ name }) => name === 'Description')?.value;
}

describe('intrinsic functions', () => {
  it.each([
    ['!Ref Stage', 'dev'],
    ['{ Ref: Stage }', 'dev'],
    ['!Ref Unknown', '${Unknown}'],
    ['!Ref Other', '${Other}'],
    ['!Ref AWS::Region', '${AWS::Region}'],
    ['!Ref AWS::NoValue', undefined],
    ['!GetAtt Other.Arn', '${Other.Arn}'],
    ['!GetAtt [Other, Arn]', '${Other.Arn}'],
    ['{ Fn::GetAtt: [Other, Arn] }', '${Other.Arn}'],
    ["!Sub 'a-${Stage}-${Other.Arn}-${AWS::AccountId}'", 'a-dev-${Other.Arn}-${AWS::AccountId}'],
    ["!Sub 'keep ${!Literal}'", 'keep ${Literal}'],
    ["!Sub ['${a}/${b}', { a: !Ref Stage, b: 7 }]", 'dev/7'],
    ["!Join ['-', [a, !Ref Stage, 3]]", 'a-dev-3'],
    ["!Join [',', !Ref Sizes]", 'small,large'],
    ['!Select [1, !Ref Sizes]', 'large'],
    ["!Select ['0', [x, y]]", 'x'],
    ["!Select [2, !Split ['/', a/b/c]]", 'c'],
    ['!If [IsProd, yes, no]', 'no'],
    ['!If [IsDev, yes, no]', 'yes'],
    ['!If [Never, yes, no]', 'no'],
    ['!If [Either, yes, no]', 'yes'],
    ['!If [Open, !Ref AWS::NoValue, kept]', 'kept'],
    ['!If [Loop, first, second]', 'first'],
    ['!FindInMap [Regions, us-east-1, Memory]', 512],
    ['!FindInMap [Regions, !Ref Stage, Memory, { DefaultValue: 9 }]', 9],
    ['!FindInMap [Regions, !Ref AWS::Region, Memory]', 'FindInMap(Regions, ${AWS::Region}, Memory)'],
    ["!ImportValue 'shared-${Stage}'", '${ImportValue:shared-${Stage}}'],
    ["Fn::ImportValue: !Sub 'shared-${Stage}'", '${ImportValue:shared-dev}'],
    ['!Base64 text', 'text'],
    ['!Length [a, b, c]', 3],
    ['!ToJsonString { a: !Ref Stage }', '{"a":"dev"}'],
    ['!Cidr [10.0.0.0/16, 4, 8]', 'Cidr(10.0.0.0/16, 4, 8)'],
    ["!GetAZs ''", 'GetAZs()'],
    ['{ Fn::Transform: { Name: Other, Parameters: {} } }', 'Transform(Other)'],
    ['!Unheard [a, b]', 'Unheard(a, b)'],
  ])('%s', (yaml, value) => {
    expect(valueOf(yaml.startsWith('Fn::') ? `\n        ${yaml}` : yaml)).toBe(value);
  });

  it('unrolls Fn::ForEach over literals and parameters', () => {
    const model = scanFiles({
      'template.yaml': `Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList, Default: 'Red,Blue' }
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Sub 'topic-\${Name}'
  Fn::ForEach::Queues:
    - Name
    - [a.b, c]
    - 'Queue&{Name}':
        Type: AWS::SQS::Queue
`,
    });
    expect(model.components.map(({ id, name, source }) => [id, name, source.line])).toEqual([
      ['TopicRed', 'topic-Red', 8],
      ['TopicBlue', 'topic-Blue', 8],
      ['Queueab', 'Queueab', 15],
      ['Queuec', 'Queuec', 15],
    ]);
  });

  it('finds references in both branches of a condition, and in JSON as in YAML', () => {
    const json = {
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'X' }, 'y'] } },
      Resources: {
        A: { Type: 'AWS::SNS::Topic' },
        B: { Type: 'AWS::SQS::Queue' },
        C: {
          Type: 'AWS::Lambda::Function',
          DependsOn: ['A'],
          Properties: {
            Environment: { Variables: { T: { 'Fn::If': ['Open', { Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Arn'] }] } } },
          },
        },
      },
    };
    const { relations, components } = scanFiles({ 't.json': JSON.stringify(json, null, 2) });
    expect(relations.map(({ from, to }) => `${from} ${to}`)).toEqual(['C A', 'C B']);
    expect(components.map(({ id, source }) => [id, source.line])).toEqual([
      ['A', 13],
      ['B', 16],
      ['C', 19],
    ]);
  });
});
