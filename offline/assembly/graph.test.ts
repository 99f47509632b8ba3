import { describe, expect, test } from 'vitest';
import type { ResourceSupport } from '../kernel/resource.ts';
import { type CloudAssembly, toTemplate } from './cloud-assembly.ts';
import { buildGraph } from './graph.ts';
import { OWN_RESOURCES } from './own-resources.ts';
import { gatherPolicies } from './policies.ts';
import { judge } from './unsupported.ts';
import type { JsonObject } from './values.ts';

const queue: ResourceSupport = {
  identify: (request) => {
    const given = request.property('QueueName');
    const name = typeof given === 'string' ? given : request.physicalName(80);
    return {
      ref: `${request.endpoint}/${name}`,
      attributes: { Arn: `arn:aws:sqs:${request.region}:${request.account}:${name}` },
    };
  },
  honoured: ['QueueName'],
  ignored: { KmsMasterKeyId: 'not encrypted' },
};
const supports = new Map([...Object.entries(OWN_RESOURCES), ['AWS::SQS::Queue', queue] as const]);

function build(
  root: JsonObject,
  nested: Readonly<Record<string, JsonObject>> = {},
  values: Record<string, string> = {},
) {
  const assembly: CloudAssembly = {
    folder: '/assembly',
    stacks: [{ name: 'app', template: toTemplate(root) }],
    nested: (url) => toTemplate(nested[url.split('/').at(-1) ?? ''] ?? {}),
    asset: (key) => `/assembly/${key}`,
    assetNamed: () => undefined,
    replaceAsset: () => undefined,
  };
  const account = '123456789012';
  return buildGraph({
    ...{ assembly, supports, account, region: 'us-east-1', endpoint: 'http://localhost:4566' },
    lookUp: (_kind, name) => values[name],
  });
}

describe('a nested stack', () => {
  const root = {
    Resources: {
      Data: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: {
          TemplateURL: { 'Fn::Join': ['/', ['https://s3', 'data.json']] },
          Parameters: { Upstream: { 'Fn::GetAtt': ['Orders', 'Arn'] } },
        },
      },
      Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': 'orders-${AWS::AccountId}' } } },
    },
    Outputs: { url: { Value: { 'Fn::GetAtt': ['Data', 'Outputs.QueueUrl'] } } },
  };
  const data = {
    Parameters: { Upstream: { Type: 'String' }, Size: { Type: 'Number', Default: 3 } },
    Resources: {
      Inner: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: 'inner', From: { Ref: 'Upstream' }, Size: { Ref: 'Size' } },
      },
    },
    Outputs: { QueueUrl: { Value: { Ref: 'Inner' } } },
  };

  test('takes its parameters from the parent and gives its outputs to it', () => {
    const { resources, outputs } = build(root, { 'data.json': data });
    const inner = resources.find(({ logicalId }) => logicalId === 'Inner');
    expect(inner?.properties).toEqual({
      QueueName: 'inner',
      From: 'arn:aws:sqs:us-east-1:123456789012:orders-123456789012',
      Size: 3,
    });
    expect(inner?.stackPath).toBe('app/Data');
    expect(outputs.url).toBe('http://localhost:4566/inner');
  });
});

test('physical names stay the same from start to start and differ from resource to resource', () => {
  const template = { Resources: { A: { Type: 'AWS::SQS::Queue' }, B: { Type: 'AWS::SQS::Queue' } } };
  const [first, second] = build(template).resources.map(({ ref }) => ref);
  expect(first).toMatch(/\/app-A-[0-9a-z]{12}$/);
  expect(first).not.toBe(second);
  expect(build(template).resources.map(({ ref }) => ref)).toEqual([first, second]);
});

test('a long logical id keeps its letters within the limit of the name', () => {
  const { resources } = build({ Resources: { ['Long'.repeat(40)]: { Type: 'AWS::IAM::Role', Properties: {} } } });
  expect(resources[0]?.ref).toMatch(/^app.*-[0-9a-z]{12}$/);
  expect(resources[0]?.ref.length).toBeLessThanOrEqual(64);
});

test('resources whose condition does not hold do not exist, and references to them vanish', () => {
  const { resources } = build({
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: {
      Dead: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' },
      Live: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'live', Dead: { Ref: 'Dead' } } },
    },
  });
  expect(resources.map(({ logicalId, properties }) => [logicalId, properties])).toEqual([
    ['Live', { QueueName: 'live' }],
  ]);
});

test('names that need each other are refused, naming the resource', () => {
  const cycle = {
    Resources: {
      A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['B', 'Arn'] } } },
      B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['A', 'Arn'] } } },
    },
  };
  expect(() => build(cycle)).toThrow(/is defined in terms of itself/);
});

test('a broken reference is refused, naming the resource and what is missing', () => {
  const broken = { Resources: { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Nowhere' } } } } };
  expect(() => build(broken)).toThrow(/^A: app has neither a parameter nor a resource Nowhere/);
});

test('parameters and secrets are looked up for dynamic references and secret fetchers', () => {
  const template = {
    Resources: {
      Fetcher: { Type: 'Custom::AmplifySecretFetcherResource', Properties: {} },
      A: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: '{{resolve:ssm:/name}}', S: { 'Fn::GetAtt': ['Fetcher', 'KEY'] } },
      },
      B: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: 'b', J: '{{resolve:secretsmanager:db:SecretString:user}}' },
      },
    },
  };
  const { resources, warnings } = build(template, {}, { '/name': 'named', KEY: 's3cret', db: '{"user":"u"}' });
  expect(resources.map(({ properties }) => properties)).toEqual([
    {},
    { QueueName: 'named', S: 's3cret' },
    { QueueName: 'b', J: 'u' },
  ]);
  expect(warnings).toEqual([]);
  expect(build(template).warnings.join('\n')).toMatch(/the secret KEY is not set/);
});

test('resources of the resolved app are judged as its templates name them', () => {
  const { resources } = build({
    Resources: {
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      One: { Type: 'AWS::EC2::Instance' },
      Two: { Type: 'AWS::EC2::Instance' },
      Q: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: 'q', KmsMasterKeyId: 'k', Tags: [], FifoThroughputLimit: 'x' },
      },
    },
  });
  expect(judge(resources, supports).refusals.map(({ logicalId, property }) => [logicalId, property])).toEqual([
    ['One', undefined],
    ['Two', undefined],
    ['Q', 'FifoThroughputLimit'],
  ]);
});

test('a role is allowed what its inline, attached and managed policies say', () => {
  const allow = (Action: string, Resource: unknown) => ({ Statement: [{ Effect: 'Allow', Action, Resource }] });
  const { resources } = build({
    Resources: {
      Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            { PolicyName: 'inline', PolicyDocument: allow('sqs:SendMessage', { 'Fn::GetAtt': ['Q', 'Arn'] }) },
          ],
          ManagedPolicyArns: [
            { Ref: 'Managed' },
            'arn:aws:iam::aws:policy/AdministratorAccess',
            'arn:aws:iam::aws:policy/Odd',
          ],
        },
      },
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('s3:GetObject', '*') } },
      Attached: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: allow('dynamodb:GetItem', '*') },
      },
    },
  });
  const { statements, warnings } = gatherPolicies(resources);
  const [[arn, list] = ['', []]] = [...statements];
  expect(arn).toMatch(/^arn:aws:iam::123456789012:role\/app-Role-/);
  expect(list.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [['sqs:SendMessage'], ['arn:aws:sqs:us-east-1:123456789012:q']],
    [['s3:GetObject'], ['*']],
    ['*', '*'],
    [['dynamodb:GetItem'], ['*']],
  ]);
  expect(warnings.join()).toContain('arn:aws:iam::aws:policy/Odd');
});
