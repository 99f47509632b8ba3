import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as sdk from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from './index.ts';

const Bucket = 'durable';
const LARGE = Buffer.alloc(100_000, 'x');
let services: StartedServices;
let client: sdk.S3Client;

async function start(folder?: string) {
  services = await startServices([s3], folder === undefined ? {} : { folder });
  client = new sdk.S3Client(services.client);
}
async function restart() {
  const { folder } = services;
  await services.stop({ keep: true });
  await start(folder);
}
beforeEach(async () => {
  await start();
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterEach(() => services.stop());

const blobFolder = () => path.join(services.folder, 's3');
const files = () =>
  readdirSync(blobFolder(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test('files that a crash left without a row are gone after the next start, all others stay', async () => {
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: LARGE }));
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: 'p' }));
  await client.send(new sdk.UploadPartCommand({ Bucket, Key: 'p', UploadId, PartNumber: 1, Body: LARGE }));
  const known = files().toSorted();
  mkdirSync(path.join(blobFolder(), 'ab'), { recursive: true });
  writeFileSync(path.join(blobFolder(), 'ab', 'abandoned'), 'never finished');
  writeFileSync(path.join(blobFolder(), 'unfinished', 'half'), 'never finished');
  await restart();
  expect(files().toSorted()).toEqual(known);
});

test('an object whose contents the disk lost with the power was never written: the version before it is there', async () => {
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: LARGE, Metadata: { m: 'first' } }));
  const [first] = files();
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: LARGE, Metadata: { m: 'second' } }));
  const second = files().find((name) => name !== first) ?? '';
  const { folder } = services;
  await services.stop({ keep: true });
  truncateSync(path.join(folder, 's3', second.slice(0, 2), second), 4096);
  await start(folder);
  const found = await client.send(new sdk.GetObjectCommand({ Bucket, Key: 'a' }));
  expect([found.Metadata, (await found.Body?.transformToByteArray())?.length]).toEqual([{ m: 'first' }, LARGE.length]);
  expect(files()).toEqual([first]);
});

test('an upload goes on after a restart in its middle', async () => {
  const { UploadId } = await client.send(
    new sdk.CreateMultipartUploadCommand({ Bucket, Key: 'p', Metadata: { m: '1' } }),
  );
  const part = async (PartNumber: number, Body: Buffer) => {
    const command = new sdk.UploadPartCommand({ Bucket, Key: 'p', UploadId, PartNumber, Body });
    return { PartNumber, ETag: (await client.send(command)).ETag };
  };
  const first = await part(1, Buffer.alloc(5 * 1024 * 1024, 1));
  await restart();
  const second = await part(2, Buffer.from('end'));
  await restart();
  const MultipartUpload = { Parts: [first, second] };
  const complete = new sdk.CompleteMultipartUploadCommand({ Bucket, Key: 'p', UploadId, MultipartUpload });
  const { ETag } = await client.send(complete);
  // Who did not hear of it asks again.
  expect((await client.send(complete)).ETag).toBe(ETag);
  await restart();
  const found = await client.send(new sdk.GetObjectCommand({ Bucket, Key: 'p', Range: 'bytes=5242878-' }));
  expect([await found.Body?.transformToString(), found.Metadata]).toEqual(['\u0001\u0001end', { m: '1' }]);
});

test('what is deleted or replaced leaves no file, whichever way it was stored', async () => {
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: LARGE }));
  await client.send(new sdk.CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
  expect(files()).toHaveLength(2);
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: 'small now' }));
  const copy = await client.send(new sdk.GetObjectCommand({ Bucket, Key: 'b' }));
  expect(Buffer.from((await copy.Body?.transformToByteArray()) ?? []).equals(LARGE)).toBe(true);
  await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'b' }));
  expect(files()).toEqual([]);
});
