import { AssumeRoleCommand, GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { sts } from './index.ts';

let target: ConformanceTarget;
let client: STSClient;
beforeAll(async () => {
  target = await startTarget([sts]);
  client = new STSClient(target.client);
});
afterAll(() => target.stop());

test('a caller is told its account and its ARN in it', async () => {
  const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}));
  expect(Account).toMatch(/^\d{12}$/);
  expect(Arn).toMatch(new RegExp(`^arn:aws:(iam|sts)::${Account}:`));
  expect(UserId).toBeTruthy();
});

test('a role that does not exist cannot be taken', async () => {
  const { Account } = await client.send(new GetCallerIdentityCommand({}));
  const RoleArn = `arn:aws:iam::${Account}:role/${target.unique('missing')}`;
  const asked = client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'case' }));
  await expect(asked).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test('malformed input is a ValidationError', async () => {
  const name = client.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'a b' }),
  );
  await expect(name).rejects.toMatchObject({ name: 'ValidationError', $metadata: { httpStatusCode: 400 } });
  const key = client.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'short' }));
  await expect(key).rejects.toMatchObject({ name: 'ValidationError' });
});

test('an unknown access key is refused by name', async () => {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' };
  const stranger = new STSClient({ ...target.client, credentials });
  await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    $metadata: { httpStatusCode: 403 },
  });
});
