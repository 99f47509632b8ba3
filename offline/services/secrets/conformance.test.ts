import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { secrets } from './index.ts';

let target: ConformanceTarget;
let client: SecretsManagerClient;
const made: string[] = [];
beforeAll(async () => {
  target = await startTarget([secrets]);
  client = new SecretsManagerClient(target.client);
});
afterEach(async () => {
  for (const SecretId of made.splice(0)) {
    await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  }
});
afterAll(() => target.stop());

async function create(more: Partial<CreateSecretCommandInput> = { SecretString: 'one' }) {
  const Name = target.unique('case');
  made.push(Name);
  const { VersionId = '' } = await client.send(new CreateSecretCommand({ Name, ...more }));
  return { SecretId: Name, VersionId };
}
const value = async (SecretId: string, more: object = {}) =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

describe('stages', () => {
  test('AWSCURRENT moves back, and what it left is AWSPREVIOUS', async () => {
    const { SecretId, VersionId: first } = await create();
    const { VersionId: second } = await client.send(new PutSecretValueCommand({ SecretId, SecretString: 'two' }));
    const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: first };
    const without = client.send(new UpdateSecretVersionStageCommand(move));
    await expect(without).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: second }));
    expect([await value(SecretId), await value(SecretId, { VersionStage: 'AWSPREVIOUS' })]).toEqual(['one', 'two']);
  });
  test('of one’s own are put, moved and taken away', async () => {
    const { SecretId, VersionId } = await create();
    const VersionStage = 'GREEN';
    await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, MoveToVersionId: VersionId }));
    expect(await value(SecretId, { VersionStage })).toBe('one');
    await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId: VersionId }));
    await expect(value(SecretId, { VersionStage })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
  test('a version without any is deprecated: listed when asked for', async () => {
    const { SecretId, VersionId: first } = await create();
    for (const SecretString of ['two', 'three'])
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    const list = async (IncludeDeprecated: boolean) =>
      (await client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }))).Versions ?? [];
    expect((await list(false)).map(({ VersionId }) => VersionId)).not.toContain(first);
    expect(await list(true)).toHaveLength(3);
  });
});

test('a binary value comes back as it was given', async () => {
  const { SecretId } = await create({ SecretBinary: Uint8Array.of(0, 255, 7) });
  const { SecretBinary, SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  expect([[...(SecretBinary ?? [])], SecretString]).toEqual([[0, 255, 7], undefined]);
});

test('a request with its token may be repeated; the token stands for its value', async () => {
  const ClientRequestToken = target.unique('token-of-at-least-32-characters');
  const { SecretId } = await create({ SecretString: 'x', ClientRequestToken });
  const again = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }));
  expect((await again('x')).VersionId).toBe(ClientRequestToken);
  await expect(again('y')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('several values at once, and what could not be read', async () => {
  const [one, two] = [await create({ SecretString: '1' }), await create({ SecretString: '2' })];
  const missing = target.unique('missing');
  const { SecretValues, Errors } = await client.send(
    new BatchGetSecretValueCommand({ SecretIdList: [one.SecretId, two.SecretId, missing] }),
  );
  expect(SecretValues?.map(({ SecretString }) => SecretString).toSorted()).toEqual(['1', '2']);
  expect(Errors).toMatchObject([{ SecretId: missing, ErrorCode: 'ResourceNotFoundException' }]);
});

test('random passwords keep their rules', async () => {
  const give = async (input: object) => (await client.send(new GetRandomPasswordCommand(input))).RandomPassword ?? '';
  expect(await give({})).toHaveLength(32);
  expect(await give({ PasswordLength: 12, ExcludePunctuation: true, ExcludeUppercase: true })).toMatch(
    /^(?=.*[a-z])(?=.*\d)[a-z\d]{12}$/,
  );
  expect(await give({ PasswordLength: 200, ExcludeCharacters: 'aeiou' })).not.toMatch(/[aeiou]/);
  const nothing = give({
    ExcludeNumbers: true,
    ExcludePunctuation: true,
    ExcludeUppercase: true,
    ExcludeLowercase: true,
  });
  await expect(nothing).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('a deleted secret keeps its name until its window is over', async () => {
  const { SecretId } = await create();
  const both = { SecretId, ForceDeleteWithoutRecovery: true, RecoveryWindowInDays: 7 };
  await expect(client.send(new DeleteSecretCommand(both))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const { DeletionDate } = await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  expect(DeletionDate).toBeInstanceOf(Date);
  await expect(value(SecretId)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  const again = client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'x' }));
  await expect(again).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('tags and a resource policy are kept and shown', async () => {
  const { SecretId } = await create({ SecretString: 'x', Tags: [{ Key: 'a', Value: '1' }] });
  await client.send(new TagResourceCommand({ SecretId, Tags: [{ Key: 'b', Value: '2' }] }));
  await client.send(new UntagResourceCommand({ SecretId, TagKeys: ['a'] }));
  const { Tags } = await client.send(new DescribeSecretCommand({ SecretId }));
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
  const malformed = client.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: '{"no":"policy"' }));
  await expect(malformed).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  expect((await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy).toBeUndefined();
});
