import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { startServices } from '../../kernel/testing.ts';
import { lambda } from './index.ts';
import { functionsOf, resourceOf } from './testing.ts';
import { lambdaStarter } from './testing-start.ts';

const start = lambdaStarter();
const ONE = { one: 'export const handler = async () => 1' };
const refused = (properties: object) => expect(start(ONE, { properties: { one: properties } })).rejects;

describe('a function that cannot run here is refused, with its id, property and remedy', () => {
  test('a topic for dead letters', async () => {
    const TargetArn = 'arn:aws:sns:us-east-1:123456789012:t';
    await refused({ DeadLetterConfig: { TargetArn } }).toThrow(/^one\.DeadLetterConfig\.TargetArn/);
  });
  test('a bucket or a topic as a destination', async () => {
    for (const Destination of ['arn:aws:s3:::b', 'arn:aws:sns:us-east-1:123456789012:t']) {
      const properties = {
        FunctionName: 'one',
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination } },
      };
      const resources = [resourceOf('AWS::Lambda::EventInvokeConfig', 'config', properties)];
      await expect(start(ONE, { resources })).rejects.toThrow(/^config\.DestinationConfig: s[3n]s? is no destination/);
    }
  });
  test('an unknown kind of isolation', async () => {
    await refused({ Environment: { Variables: { OFFLINE_ISOLATION: 'vm' } } }).toThrow(
      /OFFLINE_ISOLATION: vm is unknown/,
    );
  });
  test('a source of events that is neither queue nor stream', async () => {
    const properties = { FunctionName: 'one', EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' };
    const resources = [resourceOf('AWS::Lambda::EventSourceMapping', 'mapping', properties)];
    await expect(start(ONE, { resources })).rejects.toThrow(/^mapping\.EventSourceArn: Event source kinesis/);
  });
});

test('the CDK’s own functions behind custom resources are left alone', async () => {
  const { assets, resources } = functionsOf(ONE, { one: { Runtime: 'python3.13' } });
  const framework = resources.map((resource) => ({ ...resource, path: 'app/Custom::CDKBucketDeployment86/Resource' }));
  const services = await startServices([lambda], { assets, resources: framework });
  await services.stop();
});

test('a function asks for a process of its own by its environment', async () => {
  const source = "import { isMainThread } from 'node:worker_threads'; export const handler = async () => isMainThread";
  const properties = { own: { Environment: { Variables: { OFFLINE_ISOLATION: 'process' } } } };
  const { client } = await start({ own: source, shared: source }, { properties });
  const answer = async (FunctionName: string) =>
    Buffer.from((await client.send(new InvokeCommand({ FunctionName }))).Payload ?? []).toString();
  expect([await answer('own'), await answer('shared')]).toEqual(['true', 'false']);
});

test('a layer of the app is on the function’s module path, and its files can be read', async () => {
  const layer = 'arn:aws:lambda:us-east-1:123456789012:layer:tools:1';
  const source = `import tool from 'tool'; import { readFileSync } from 'node:fs';
    export const handler = async () => [tool, readFileSync(process.env.OFFLINE_LAYERS + '/data.txt', 'utf8')]`;
  const foreign = 'arn:aws:lambda:us-east-1:999999999999:layer:other:3';
  const { assets, resources } = functionsOf({ one: source }, { one: { Layers: [layer, foreign] } });
  const folder = path.join(assets, 'layer/nodejs/node_modules/tool');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.js'), 'module.exports = 42');
  writeFileSync(path.join(assets, 'layer/data.txt'), 'data');
  const content = resourceOf('AWS::Lambda::LayerVersion', 'tools', { Content: { S3Key: 'layer' } });
  const services = await startServices([lambda], { assets, resources: [...resources, { ...content, ref: layer }] });
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  const { Payload } = await new LambdaClient(services.client).send(new InvokeCommand({ FunctionName: 'one' }));
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual([42, 'data']);
  await services.stop();
});
