import * as sdk from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from './index.ts';

const Bucket = 'lifecycle';
const DAY = 86_400_000;
let services: StartedServices;
let client: sdk.S3Client;
let days = 0;

beforeEach(async () => {
  days = 0;
  services = await startServices([s3]);
  client = new sdk.S3Client(services.client);
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterEach(() => services.stop());

const put = (Key: string, more: Partial<sdk.PutObjectCommandInput> = {}) =>
  client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: 'content', ...more }));
const rules = (...Rules: sdk.LifecycleRule[]) =>
  client.send(new sdk.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
const keys = async () =>
  (await client.send(new sdk.ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];
const versions = async () => {
  const { Versions = [], DeleteMarkers = [] } = await client.send(new sdk.ListObjectVersionsCommand({ Bucket }));
  return { versions: Versions.length, markers: DeleteMarkers.length };
};
const pass = (count: number) => {
  days += count;
  services.clock.setOffset(days * DAY);
  client.config.systemClockOffset = days * DAY;
};
/** Rules run in the background once the clock has moved. */
const becomes = <Value>(read: () => Promise<Value>, expected: Value) =>
  vi.waitFor(async () => {
    expect(await read()).toEqual(expected);
  });
const enable = () =>
  client.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));

test('objects expire by age, by prefix, tag and size, and tell when they will', async () => {
  await rules(
    { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 2 } },
    {
      ID: 'both',
      Status: 'Enabled',
      Filter: { And: { Tags: [{ Key: 'keep', Value: 'no' }], ObjectSizeGreaterThan: 5 } },
      Expiration: { Days: 1 },
    },
    { ID: 'off', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } },
  );
  const { Expiration } = await put('logs/a');
  expect(Expiration).toMatch(/^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="logs"$/);
  await put('tagged', { Tagging: 'keep=no' });
  await put('tagged small', { Tagging: 'keep=no', Body: 'x' });
  await put('stays');
  pass(2);
  await becomes(keys, ['logs/a', 'stays', 'tagged small']);
  pass(1);
  await becomes(keys, ['stays', 'tagged small']);
});

test('on a given day all that is there expires', async () => {
  const midnight = new Date(Math.ceil(Date.now() / DAY) * DAY + DAY);
  await rules({ ID: 'day', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: midnight } });
  await put('a');
  pass(3);
  await becomes(keys, []);
});

test('versions: markers hide, earlier ones go but for the newest, lonely markers go too', async () => {
  await enable();
  for (let count = 0; count < 5; count += 1) await put('a');
  await rules({
    ID: 'all',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { Days: 1 },
    NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
  });
  pass(2);
  await becomes(versions, { versions: 5, markers: 1 });
  pass(4);
  await becomes(versions, { versions: 2, markers: 1 });
  await rules(
    { ID: 'earlier', Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { ID: 'markers', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { ExpiredObjectDeleteMarker: true } },
  );
  pass(2);
  await becomes(versions, { versions: 0, markers: 0 });
});

test('uploads that nobody completes are aborted', async () => {
  await rules({
    ID: 'parts',
    Status: 'Enabled',
    Filter: { Prefix: 'p' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  });
  const { UploadId, AbortRuleId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: 'p' }));
  expect(AbortRuleId).toBe('parts');
  await client.send(new sdk.UploadPartCommand({ Bucket, Key: 'p', UploadId, PartNumber: 1, Body: 'x' }));
  pass(3);
  await becomes(async () => (await client.send(new sdk.ListMultipartUploadsCommand({ Bucket }))).Uploads, undefined);
});

test('a transition shows as the storage class; what is archived must be restored to be read', async () => {
  await put('a');
  await rules({
    ID: 'cold',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Transitions: [
      { Days: 30, StorageClass: 'STANDARD_IA' },
      { Days: 90, StorageClass: 'GLACIER' },
    ],
  });
  const storage = async () => (await client.send(new sdk.HeadObjectCommand({ Bucket, Key: 'a' }))).StorageClass;
  pass(32);
  await becomes(storage, 'STANDARD_IA');
  pass(60);
  await becomes(storage, 'GLACIER');
  const get = () => client.send(new sdk.GetObjectCommand({ Bucket, Key: 'a' }));
  await expect(get()).rejects.toMatchObject({ name: 'InvalidObjectState' });
  await client.send(new sdk.RestoreObjectCommand({ Bucket, Key: 'a', RestoreRequest: { Days: 1 } }));
  expect((await get()).Restore).toContain('ongoing-request="false"');
});

test('a rule comes back as it was put; a wrong one is refused', async () => {
  const rule: sdk.LifecycleRule = {
    ID: 'r',
    Status: 'Enabled',
    Filter: { And: { Prefix: 'p/', Tags: [{ Key: 'a', Value: 'b' }] } },
    Expiration: { Days: 10 },
    NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 3 },
    Transitions: [{ Days: 5, StorageClass: 'GLACIER_IR' }],
  };
  await rules(rule);
  const { Rules } = await client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules).toEqual([rule]);
  await expect(rules({ ...rule, Expiration: { Days: 0 } })).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(rules(rule, rule)).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(rules({ ID: 'x', Status: 'Enabled', Filter: { Prefix: '' } })).rejects.toMatchObject({
    name: 'InvalidRequest',
  });
});

test('what is locked stays, until its time has come or somebody may bypass it', async () => {
  const locked = 'locked';
  await client.send(new sdk.CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
  const until = new Date(Date.now() + 5 * DAY);
  const lock = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until } as const;
  const { VersionId } = await client.send(new sdk.PutObjectCommand({ Bucket: locked, Key: 'a', Body: 'x', ...lock }));
  const remove = (more: object = {}) =>
    client.send(new sdk.DeleteObjectCommand({ Bucket: locked, Key: 'a', VersionId, ...more }));
  await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
  const hold = (Status: 'ON' | 'OFF') =>
    client.send(new sdk.PutObjectLegalHoldCommand({ Bucket: locked, Key: 'a', LegalHold: { Status } }));
  await hold('ON');
  await expect(remove({ BypassGovernanceRetention: true })).rejects.toMatchObject({ name: 'AccessDenied' });
  await hold('OFF');
  await remove({ BypassGovernanceRetention: true });
});
