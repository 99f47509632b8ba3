import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sts } from './index.ts';

const RoleArn = 'arn:aws:iam::123456789012:role/service/worker';

let services: StartedServices;
let client: STSClient;
beforeAll(async () => {
  services = await startServices([sts]);
  client = new STSClient(services.client);
});
afterAll(() => services.stop());

test('the administrator is told who it is', async () => {
  const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
  expect([Account, Arn]).toEqual(['123456789012', 'arn:aws:iam::123456789012:user/offline']);
});

test('credentials of an assumed role stand for that role', async () => {
  const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night' }));
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const worker = new STSClient({ ...services.client, credentials });
  const { Arn } = await worker.send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/worker/night');
  const next = worker.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'other' }));
  await expect(next).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a malformed role, a wrong signature and a web identity are refused', async () => {
  const malformed = client.send(
    new AssumeRoleCommand({ RoleArn: 'not-a-role-but-long-enough', RoleSessionName: 'x1' }),
  );
  await expect(malformed).rejects.toMatchObject({ name: 'ValidationError' });
  const impostor = new STSClient({
    ...services.client,
    credentials: { accessKeyId: 'offline', secretAccessKey: 'wrong' },
  });
  await expect(impostor.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  const web = client.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'x1', WebIdentityToken: 'token' }),
  );
  await expect(web).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
});
