import { describe, expect, test } from 'vitest';
import type { Resource } from '../kernel/resource.ts';
import { masked, resourceDetail, resourceGraph } from './resource-graph.ts';

const resource = (logicalId: string, type: string, parts: Partial<Resource> = {}): Resource => ({
  ...{ logicalId, type, stackPath: 'app/data', ref: logicalId, attributes: {}, properties: {}, path: '' },
  ...parts,
});
const table = resource('Notes', 'AWS::DynamoDB::Table', {
  ref: 'Notes-abc123',
  attributes: { Arn: 'arn:aws:dynamodb:us-east-1:1:table/Notes-abc123' },
});
const write = resource('Write', 'AWS::Lambda::Function', {
  ref: 'write-function',
  attributes: { Arn: 'arn:aws:lambda:us-east-1:1:function:write-function' },
  properties: { Environment: { Variables: { TABLE: 'Notes-abc123', API_SECRET: 'hunter22', STAGE: 'prod' } } },
});
const policy = resource('Policy', 'AWS::IAM::Policy', {
  properties: {
    PolicyDocument: { Statement: [{ Resource: 'arn:aws:dynamodb:us-east-1:1:table/Notes-abc123/index/*' }] },
  },
});
const rule = resource('Rule', 'AWS::Events::Rule', {
  properties: { Targets: [{ Arn: 'arn:aws:lambda:us-east-1:1:function:write-function', Id: 'T' }] },
});
const all = [table, write, policy, rule];

describe('the graph', () => {
  test('has an edge where a property names another resource, and says which', () => {
    expect(resourceGraph(all).edges).toEqual([
      { from: 'app/data/Write', to: 'app/data/Notes', property: 'Environment.Variables.TABLE' },
      { from: 'app/data/Policy', to: 'app/data/Notes', property: 'PolicyDocument.Statement.0.Resource' },
      { from: 'app/data/Rule', to: 'app/data/Write', property: 'Targets.0.Arn' },
    ]);
  });
});

describe('a resource', () => {
  test('is shown with what it uses and what uses it', () => {
    expect(resourceDetail(all, 'app/data/Write')).toMatchObject({
      name: 'write-function',
      uses: [{ to: 'app/data/Notes' }],
      usedBy: [{ from: 'app/data/Rule' }],
    });
    expect(resourceDetail(all, 'app/data/Nothing')).toBeUndefined();
  });
  test('keeps its secrets to itself', () => {
    expect(resourceDetail(all, 'app/data/Write')?.properties).toEqual({
      Environment: { Variables: { TABLE: 'Notes-abc123', API_SECRET: '••••••••', STAGE: 'prod' } },
    });
    expect(masked({ password: ['a'], SecretArn: 'arn:x', PasswordPolicy: { MinimumLength: 8 } })).toEqual({
      password: ['••••••••'],
      SecretArn: 'arn:x',
      PasswordPolicy: { MinimumLength: 8 },
    });
  });
});
