import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { secrets } from './index.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:database-abc123';
const defined: Resource = {
  ...{ logicalId: 'S', stackPath: 'app', path: 'app/S', type: 'AWS::SecretsManager::Secret', ref: arn },
  attributes: { Id: arn, Name: 'database' },
  properties: {
    GenerateSecretString: { SecretStringTemplate: '{"user":"u"}', GenerateStringKey: 'password', PasswordLength: 20 },
  },
};

let services: StartedServices;
let client: SecretsManagerClient;
beforeAll(async () => {
  services = await startServices([secrets], { resources: [defined] });
  client = new SecretsManagerClient(services.client);
});
afterAll(() => services.stop());

const value = async (SecretId: string, more: object = {}) =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

test('the app’s secret has the ARN that its references speak of, and a generated value', async () => {
  const generated = JSON.parse((await value(arn)) ?? '') as { user: string; password: string };
  expect([generated.user, generated.password.length]).toEqual(['u', 20]);
  expect(services.bus.port('secrets').value('database')).toBe(JSON.stringify(generated));
});

test('a new value becomes the current one, the last stays as the previous, older ones go', async () => {
  await client.send(new CreateSecretCommand({ Name: 'rolling', SecretString: '1' }));
  for (const SecretString of ['2', '3'])
    await client.send(new PutSecretValueCommand({ SecretId: 'rolling', SecretString }));
  expect([await value('rolling'), await value('rolling', { VersionStage: 'AWSPREVIOUS' })]).toEqual(['3', '2']);
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: 'rolling' }));
  expect(Object.values(VersionIdsToStages).flat().toSorted()).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
});

test('a repeated request changes nothing; the same token for another value is refused', async () => {
  const ClientRequestToken = 'a'.repeat(32);
  await client.send(new CreateSecretCommand({ Name: 'once', SecretString: 'x', ClientRequestToken }));
  const again = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId: 'once', SecretString, ClientRequestToken }));
  expect((await again('x')).VersionId).toBe(ClientRequestToken);
  await expect(again('y')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('a deleted secret comes back within its window, and for good only when forced', async () => {
  await client.send(new CreateSecretCommand({ Name: 'late', SecretString: 'x' }));
  await client.send(new DeleteSecretCommand({ SecretId: 'late' }));
  await expect(value('late')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await client.send(new RestoreSecretCommand({ SecretId: 'late' }));
  expect(await value('late')).toBe('x');
  await client.send(new DeleteSecretCommand({ SecretId: 'late', ForceDeleteWithoutRecovery: true }));
  await expect(value('late')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('secrets are listed and described without their values', async () => {
  await client.send(new CreateSecretCommand({ Name: 'listed', SecretString: 'x' }));
  await client.send(new UpdateSecretCommand({ SecretId: 'listed', Description: 'what for' }));
  const { SecretList = [] } = await client.send(
    new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['listed'] }] }),
  );
  expect(SecretList.map(({ Name }) => Name)).toEqual(['listed']);
  expect((await client.send(new DescribeSecretCommand({ SecretId: 'listed' }))).Description).toBe('what for');
});

test('a secret is gone when its recovery window is over, and its name is free again', async () => {
  await client.send(new CreateSecretCommand({ Name: 'windowed', SecretString: 'x' }));
  await client.send(new DeleteSecretCommand({ SecretId: 'windowed', RecoveryWindowInDays: 7 }));
  const systemClockOffset = 8 * 86_400_000;
  services.clock.setOffset(systemClockOffset);
  // A client corrects its clock by each answer's date: one for each call.
  const later = () => new SecretsManagerClient({ ...services.client, systemClockOffset });
  const gone = later().send(new DescribeSecretCommand({ SecretId: 'windowed' }));
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await later().send(new CreateSecretCommand({ Name: 'windowed', SecretString: 'y' }));
  services.clock.setOffset(0);
  expect(await value('windowed')).toBe('y');
});

test('rotation is refused with the reason', async () => {
  const rotation = client.send(new RotateSecretCommand({ SecretId: 'database' }));
  await expect(rotation).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('rotation does not work offline') as string,
  });
});
