import {
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { ssm } from './index.ts';

const defined: Resource = {
  ...{
    logicalId: 'P',
    stackPath: 'app',
    path: 'app/P',
    type: 'AWS::SSM::Parameter',
    ref: '/app/endpoint',
    attributes: {},
  },
  properties: { Name: '/app/endpoint', Type: 'String', Value: 'http://localhost' },
};

let services: StartedServices;
let client: SSMClient;
beforeAll(async () => {
  services = await startServices([ssm], { resources: [defined] });
  client = new SSMClient(services.client);
});
afterAll(() => services.stop());

const put = (Name: string, Value: string, more: object = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));

test('the app’s parameters are there from the start', async () => {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/app/endpoint' }));
  expect(Parameter).toMatchObject({ Value: 'http://localhost', Version: 1, Type: 'String' });
});

describe('versions', () => {
  test('count up on overwriting, which must be asked for', async () => {
    expect((await put('/v/a', 'one')).Version).toBe(1);
    await expect(put('/v/a', 'two')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect((await put('/v/a', 'two', { Overwrite: true })).Version).toBe(2);
    const { Parameters = [] } = await client.send(new GetParameterHistoryCommand({ Name: '/v/a' }));
    expect(Parameters.map(({ Value, Version }) => [Value, Version])).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
  });
  test('are named behind a colon', async () => {
    await put('/v/b', 'old');
    await put('/v/b', 'new', { Overwrite: true });
    const values = await Promise.all(
      ['/v/b', '/v/b:1'].map(async (Name) => (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value),
    );
    expect(values).toEqual(['new', 'old']);
    await expect(client.send(new GetParameterCommand({ Name: '/v/b:9' }))).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
    });
  });
});

test('a secure value shows itself only when its decryption is asked for', async () => {
  await put('/s/token', 'hush', { Type: 'SecureString' });
  const value = async (WithDecryption: boolean) =>
    (await client.send(new GetParameterCommand({ Name: '/s/token', WithDecryption }))).Parameter?.Value;
  expect(await value(true)).toBe('hush');
  expect(await value(false)).not.toContain('hush');
});

test('a folder is listed flat or deep, page by page', async () => {
  await Promise.all(['/t/a', '/t/b', '/t/b/c', '/tt/x'].map((name) => put(name, 'x')));
  const names = async (more: object) => {
    const { Parameters = [], NextToken } = await client.send(new GetParametersByPathCommand({ Path: '/t', ...more }));
    return [Parameters.map(({ Name }) => Name), NextToken !== undefined];
  };
  expect(await names({})).toEqual([['/t/a', '/t/b'], false]);
  expect(await names({ Recursive: true })).toEqual([['/t/a', '/t/b', '/t/b/c'], false]);
  expect(await names({ Recursive: true, MaxResults: 2 })).toEqual([['/t/a', '/t/b'], true]);
});

test('unknown names are reported beside the known, and deleted ones are gone', async () => {
  await put('/d/x', 'x');
  const known = await client.send(new GetParametersCommand({ Names: ['/d/x', '/d/y'] }));
  expect([known.Parameters?.length, known.InvalidParameters]).toEqual([1, ['/d/y']]);
  const gone = await client.send(new DeleteParametersCommand({ Names: ['/d/x', '/d/y'] }));
  expect([gone.DeletedParameters, gone.InvalidParameters]).toEqual([['/d/x'], ['/d/y']]);
});

test('descriptions are shown, values are not', async () => {
  await put('/e/x', 'value', { Description: 'what it is for' });
  const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: ['/e/'] }];
  const { Parameters = [] } = await client.send(new DescribeParametersCommand({ ParameterFilters }));
  expect(Parameters).toEqual([expect.objectContaining({ Name: '/e/x', Description: 'what it is for' })]);
  expect(Parameters[0]).not.toHaveProperty('Value');
});

test('a malformed name and an oversized value are refused', async () => {
  await expect(put('/with space', 'x')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put('/big', 'x'.repeat(9000))).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a role reads what its policy names', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/reader';
  const issued = services.credentials.issue({ kind: 'role', roleArn, sessionName: 's' }, Date.now() + 60_000);
  const Resource = ['arn:aws:ssm:us-east-1:123456789012:parameter/app/*'];
  services.policies.replace(new Map([[roleArn, [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource }]]]));
  const reader = new SSMClient({ ...services.client, credentials: issued });
  expect((await reader.send(new GetParameterCommand({ Name: '/app/endpoint' }))).Parameter?.Value).toBe(
    'http://localhost',
  );
  await put('/other', 'x');
  await expect(reader.send(new GetParameterCommand({ Name: '/other' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('a parameter whose time is over is gone', async () => {
  const Timestamp = new Date(services.clock.now() + 3_600_000).toISOString();
  const Policies = JSON.stringify([{ Type: 'Expiration', Version: '1.0', Attributes: { Timestamp } }]);
  const standard = put('/expiring', 'v', { Policies });
  await expect(standard).rejects.toMatchObject({ name: 'ValidationException' });
  await put('/expiring', 'v', { Policies, Tier: 'Advanced' });
  expect((await client.send(new GetParameterCommand({ Name: '/expiring' }))).Parameter?.Value).toBe('v');
  services.clock.setOffset(3_700_000);
  client.config.systemClockOffset = 3_700_000;
  const gone = client.send(new GetParameterCommand({ Name: '/expiring' }));
  await expect(gone).rejects.toMatchObject({ name: 'ParameterNotFound' });
  services.clock.setOffset(0);
  client.config.systemClockOffset = 0;
});
