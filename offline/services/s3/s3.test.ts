import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from './index.ts';
import { sendSigned } from './testing.ts';

const Bucket = 'files';
let services: StartedServices;
let client: S3Client;

async function start(folder?: string) {
  services = await startServices([s3], folder === undefined ? {} : { folder });
  client = new S3Client(services.client);
}
beforeEach(async () => {
  await start();
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => services.stop());

const put = (Key: string, Body: string | Buffer) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
const text = async (Key: string, VersionId?: string) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
};
const filesOnDisk = () =>
  readdirSync(path.join(services.folder, 's3'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

test('an object survives a restart, and what it replaced leaves no file behind', async () => {
  const large = 'two'.repeat(10_000);
  await put('a', 'one'.repeat(10_000));
  await put('a', large);
  expect(filesOnDisk()).toBe(1);
  const { folder } = services;
  await services.stop({ keep: true });
  await start(folder);
  expect(await text('a')).toBe(large);
});

test('a body that is not what was signed leaves nothing, not even the file', async () => {
  const command = new PutObjectCommand({
    Bucket,
    Key: 'a',
    Body: 'body',
    ChecksumSHA256: Buffer.alloc(32).toString('base64'),
  });
  await expect(client.send(command)).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(text('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(filesOnDisk()).toBe(0);
});

test('a presigned URL ends with the clock', async () => {
  await put('a', 'content');
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 900 });
  expect((await fetch(url)).status).toBe(200);
  services.clock.setOffset(901_000);
  expect((await fetch(url)).status).toBe(403);
});

test('versions stay reachable behind a delete marker, and come back when it is deleted', async () => {
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const first = await put('a', 'one');
  await put('a', 'two');
  const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(await text('a', first.VersionId)).toBe('one');
  await expect(text('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
  expect(await text('a')).toBe('two');
  const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  expect(Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
});

test('a copy keeps bytes and digest of a name that needs encoding', async () => {
  const { ETag } = await put('ä b+c', 'content');
  await client.send(
    new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: encodeURI(`${Bucket}/ä b+c`).replace('+', '%2B') }),
  );
  const { ETag: copied } = await client.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
  expect([ETag, copied]).toEqual(Array(2).fill(`"${createHash('md5').update('content').digest('hex')}"`));
});

test('pages fold many keys below one prefix without repeating or losing any', async () => {
  await Promise.all(Array.from({ length: 60 }, (_, n) => put(`deep/${n}`, 'x')));
  for (const key of ['a', 'deeper', 'z']) await put(key, 'x');
  const seen: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 1, ContinuationToken }));
    seen.push(
      ...(page.Contents ?? []).map(({ Key }) => Key ?? ''),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''),
    );
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect(seen).toEqual(['a', 'deep/', 'deeper', 'z']);
});

test('a path that climbs is a key like any other and never leaves the folder', async () => {
  await put('x/../../../../etc/passwd', 'harmless');
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['x/../../../../etc/passwd']);
});

test('many objects are deleted at once; a list whose entry has no key deletes nothing', async () => {
  await Promise.all([put('a', 'one'), put('b', 'two'), put('c', 'three')]);
  const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'not there' }] } });
  expect((await client.send(command)).Deleted).toEqual([{ Key: 'a' }, { Key: 'not there' }]);
  const body = '<Delete><Object><Key>b</Key></Object><Object><Name>c</Name></Object></Delete>';
  const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
  const path = `/${Bucket}`;
  const answer = await sendSigned(services.endpoint, { method: 'POST', path, query: { delete: '' }, headers, body });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  expect([await text('b'), await text('c')]).toEqual(['two', 'three']);
});
