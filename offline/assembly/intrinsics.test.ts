import { describe, expect, test } from 'vitest';
import { resolveCondition, resolveValue, type Scope } from './intrinsics.ts';

const scope: Scope = {
  region: 'us-east-1',
  ref: (name) => {
    const values: Record<string, unknown> = {
      'AWS::Region': 'us-east-1',
      Bucket: 'my-bucket',
      List: ['a', 'b'],
      Gone: undefined,
    };
    if (!(name in values)) throw new Error(`no ${name}`);
    return values[name];
  },
  getAtt: (id, attribute) => `${id}:${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (name) => (name === 'Sizes' ? { small: { cpu: 1 } } : undefined),
  importValue: (name) => `import:${name}`,
  dynamicReference: (reference) => `<${reference}>`,
};
const resolve = (value: unknown) => resolveValue(value, scope);

describe('references', () => {
  test('Ref gives what the scope knows; a resource that does not exist leaves its property out', () => {
    expect(resolve({ a: { Ref: 'Bucket' }, b: { Ref: 'Gone' } })).toEqual({ a: 'my-bucket' });
  });
  test('AWS::NoValue leaves out properties and members', () => {
    expect(resolve({ a: [1, { Ref: 'AWS::NoValue' }], b: { Ref: 'AWS::NoValue' } })).toEqual({ a: [1] });
    expect(resolve({ Ref: 'AWS::NoValue' })).toBeUndefined();
  });
  test('GetAtt takes a list or a dotted text; nested outputs keep their dots', () => {
    expect(resolve({ 'Fn::GetAtt': ['Stack', 'Outputs.Name'] })).toBe('Stack:Outputs.Name');
    expect(resolve({ 'Fn::GetAtt': 'Queue.Arn' })).toBe('Queue:Arn');
  });
  test('an object with an intrinsic’s name beside others is data', () => {
    expect(resolve({ Ref: 'Bucket', other: 1 })).toEqual({ Ref: 'Bucket', other: 1 });
  });
});

describe('texts', () => {
  test('Sub replaces resources, attributes, own variables and leaves ${!literals}', () => {
    expect(resolve({ 'Fn::Sub': 'x-${Bucket}-${Queue.Arn}-${!keep}' })).toBe('x-my-bucket-Queue:Arn-${keep}');
    expect(resolve({ 'Fn::Sub': ['${a}/${AWS::Region}', { a: { Ref: 'Bucket' } }] })).toBe('my-bucket/us-east-1');
  });
  test('Join, Split and Select nest, as CDK writes a table’s name out of its ARN', () => {
    const name = {
      'Fn::Select': [
        1,
        { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', 'arn:aws:dynamodb:r:1:table/Task'] }] }] },
      ],
    };
    expect(resolve({ 'Fn::Join': ['-', [name, { Ref: 'Bucket' }, 7]] })).toBe('Task-my-bucket-7');
  });
  test('Join takes a list that an intrinsic gives', () => {
    expect(resolve({ 'Fn::Join': [',', { Ref: 'List' }] })).toBe('a,b');
  });
  test('Select beyond the end names what it chose from', () => {
    expect(() => resolve({ 'Fn::Select': ['3', ['a']] })).toThrow(/no member 3 in \["a"\]/);
  });
  test('Base64, ToJsonString, Length, GetAZs, ImportValue', () => {
    expect(resolve({ 'Fn::Base64': 'hi' })).toBe('aGk=');
    expect(resolve({ 'Fn::ToJsonString': { a: { Ref: 'Bucket' } } })).toBe('{"a":"my-bucket"}');
    expect(resolve({ 'Fn::Length': { Ref: 'List' } })).toBe(2);
    expect(resolve({ 'Fn::GetAZs': '' })).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
    expect(resolve({ 'Fn::ImportValue': 'x' })).toBe('import:x');
  });
  test('dynamic references are replaced wherever a text holds them', () => {
    expect(resolve('a {{resolve:ssm:/name}} b')).toBe('a <ssm:/name> b');
  });
  test('FindInMap', () => {
    expect(resolve({ 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] })).toBe(1);
    expect(() => resolve({ 'Fn::FindInMap': ['Sizes', 'large', 'cpu'] })).toThrow(/no entry large → cpu/);
  });
});

describe('conditions', () => {
  const holds = (expression: unknown) => resolveCondition(expression, scope);
  test('Equals compares scalars as texts', () => {
    expect(holds({ 'Fn::Equals': [{ Ref: 'Bucket' }, 'my-bucket'] })).toBe(true);
    expect(holds({ 'Fn::Equals': [true, 'true'] })).toBe(true);
    expect(holds({ 'Fn::Equals': ['a', 'b'] })).toBe(false);
  });
  test('And, Or, Not and named conditions combine', () => {
    expect(holds({ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] })).toBe(true);
    expect(holds({ 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] })).toBe(true);
    expect(holds({ 'Fn::Contains': [['1', '2'], '3'] })).toBe(false);
  });
  test('If chooses, also nothing', () => {
    expect(resolve({ a: { 'Fn::If': ['Yes', { Ref: 'Bucket' }, 'x'] } })).toEqual({ a: 'my-bucket' });
    expect(resolve({ a: { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] } })).toEqual({});
  });
});

test('an unknown intrinsic is refused by name', () => {
  expect(() => resolve({ 'Fn::Transform': {} })).toThrow(/Fn::Transform/);
});
