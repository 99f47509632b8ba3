import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { OfflineError } from './kernel/errors.ts';
import { PolicyStore } from './kernel/iam.ts';
import type { Resource } from './kernel/resource.ts';
import { ServiceSet } from './service-set.ts';
import { setSecret } from './set-secret.ts';

let dataFolder: string;
let services: ServiceSet;
const bus = () => new Bus();

const make = (shared: Bus) =>
  new ServiceSet({
    ...{ clock: new Clock(), bus: shared, policies: new PolicyStore('123456789012'), dataFolder },
    ...{ endpoint: 'http://localhost:1', region: 'us-east-1', account: '123456789012' },
    asset: (key) => key,
  });

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'data-'));
  services = make(bus());
});
afterEach(async () => {
  await services.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('every damaged file is named with its remedy, and none is touched', async () => {
  mkdirSync(path.join(dataFolder, 'services'));
  for (const name of ['sqs', 'dynamodb']) {
    writeFileSync(
      path.join(dataFolder, 'services', `${name}.sqlite`),
      'this is no database, but long enough to be one',
    );
  }
  const failure = await services.create().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OfflineError);
  const { message } = failure as OfflineError;
  expect(message).toContain(`${path.join(dataFolder, 'services/dynamodb.sqlite')} is damaged: file is not a database`);
  expect(message).toContain('npm run offline -- reset --only dynamodb');
  expect(message).toContain('npm run offline -- reset --only sqs');
});

test('a secret that is set while nothing runs is there at the next start', async () => {
  expect(await setSecret({ name: 'API_KEY', value: 'hush', port: 1, dataFolder })).toContain(dataFolder);
  const shared = bus();
  services = make(shared);
  await services.create();
  expect(shared.port('ssm').secret('API_KEY')).toBe('hush');
});

test('all definitions that cannot be read are told at once, of one service and of several', async () => {
  await services.create();
  const { faults } = await services.apply([
    resourceOf('AWS::SQS::Queue', 'Slow', { DelaySeconds: 901 }, { QueueName: 'slow' }),
    resourceOf('AWS::SQS::Queue', 'Fine', {}, { QueueName: 'fine' }),
    resourceOf('AWS::SQS::Queue', 'Short', { MessageRetentionPeriod: 1 }, { QueueName: 'short' }),
    resourceOf('AWS::Events::Rule', 'Daily', { ScheduleExpression: 'daily', Targets: [] }),
    resourceOf('AWS::Events::Rule', 'Weekly', { ScheduleExpression: 'weekly', Targets: [] }),
    resourceOf('AWS::DynamoDB::Table', 'Keyless', { TableName: 'a', AttributeDefinitions: [], KeySchema: [] }),
    resourceOf('AWS::DynamoDB::Table', 'Empty', { TableName: 'b', AttributeDefinitions: [], KeySchema: [] }),
  ]);
  const names = faults.map(({ logicalId }) => logicalId).sort();
  expect(names).toEqual(['Daily', 'Empty', 'Keyless', 'Short', 'Slow', 'Weekly']);
});

test('a secret that a function needs and nobody has set is told before the function runs, with the command', async () => {
  const shared = bus();
  services = make(shared);
  await services.create();
  writeFileSync(path.join(dataFolder, 'index.mjs'), 'export const handler = async () => undefined');
  const pathsOf = (name: string) => ({ path: `/amplify/app/${name}`, sharedPath: `/amplify/shared/app/${name}` });
  const AMPLIFY_SSM_ENV_CONFIG = JSON.stringify({ API_KEY: pathsOf('API_KEY'), KNOWN: pathsOf('KNOWN') });
  shared.port('ssm').setSecret('KNOWN', 'hush');
  const properties = {
    ...{ Code: { S3Key: dataFolder }, Handler: 'index.handler', Runtime: 'nodejs22.x' },
    ...{ Role: 'arn:aws:iam::123456789012:role/r', Environment: { Variables: { AMPLIFY_SSM_ENV_CONFIG } } },
  };
  const arn = (name: string) => ({ Arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}` });
  await services.apply(['one', 'two'].map((name) => resourceOf('AWS::Lambda::Function', name, properties, arn(name))));
  expect(services.warnings()).toEqual([
    'the secret API_KEY is not set, and one, two would be given none: npm run offline -- secret set API_KEY',
  ]);
});

const resourceOf = (type: string, logicalId: string, properties: object, attributes: object = {}): Resource => ({
  ...{ type, logicalId, stackPath: 'root', ref: logicalId, path: logicalId },
  ...{ properties: { ...properties }, attributes: { ...attributes } },
});
