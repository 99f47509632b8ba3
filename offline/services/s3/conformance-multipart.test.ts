import * as sdk from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { s3 } from './index.ts';

const FIVE_MEGABYTES = 5 * 1024 * 1024;

let target: ConformanceTarget;
let client: sdk.S3Client;
let Bucket: string;

beforeAll(async () => {
  target = await startTarget([s3]);
  client = new sdk.S3Client(target.client);
});
afterAll(() => target.stop());
beforeEach(async () => {
  Bucket = target.unique('conformance');
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  const { Contents = [] } = await client.send(new sdk.ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
  const { Uploads = [] } = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) {
    await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  }
  await client.send(new sdk.DeleteBucketCommand({ Bucket }));
});

const put = (Key: string, Body: string | Buffer, more: Partial<sdk.PutObjectCommandInput> = {}) =>
  client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: Partial<sdk.GetObjectCommandInput> = {}) => {
  const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body?.transformToString() };
};
const head = (Key: string, more: Partial<sdk.HeadObjectCommandInput> = {}) =>
  client.send(new sdk.HeadObjectCommand({ Bucket, Key, ...more }));
const failure = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });

describe('uploads in parts', () => {
  test('a large body goes up and comes down whole, part by part and in ranges', async () => {
    const body = Buffer.concat([Buffer.alloc(FIVE_MEGABYTES, 1), Buffer.alloc(FIVE_MEGABYTES, 2), Buffer.from('tail')]);
    await new Upload({ client, params: { Bucket, Key: 'big', Body: body, Metadata: { m: '1' } } }).done();
    const found = await client.send(new sdk.GetObjectCommand({ Bucket, Key: 'big' }));
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(found.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(found.Metadata).toEqual({ m: '1' });
    expect(await get('big', { PartNumber: 3 })).toMatchObject({ text: 'tail', PartsCount: 3 });
    const middle = await get('big', { Range: `bytes=${2 * FIVE_MEGABYTES - 1}-${2 * FIVE_MEGABYTES + 1}` });
    expect(middle.text).toBe('\u0002ta');
    await expect(get('big', { PartNumber: 4 })).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
  });

  const start = (more: Partial<sdk.CreateMultipartUploadCommandInput> = {}) =>
    client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: 'p', ...more }));
  const part = (UploadId: string | undefined, PartNumber: number, Body: string | Buffer) =>
    client.send(new sdk.UploadPartCommand({ Bucket, Key: 'p', UploadId, PartNumber, Body }));
  const complete = (UploadId: string | undefined, Parts: sdk.CompletedPart[]) =>
    client.send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key: 'p', UploadId, MultipartUpload: { Parts } }));

  test('parts must be there, in order, and large enough', async () => {
    const { UploadId } = await start();
    const [one, two] = [await part(UploadId, 1, 'one'), await part(UploadId, 2, 'two')];
    const entry = (PartNumber: number, { ETag }: { ETag?: string | undefined }) => ({ PartNumber, ETag });
    await expect(complete(UploadId, [entry(1, one), entry(2, two)])).rejects.toMatchObject(
      failure('EntityTooSmall', 400),
    );
    await expect(complete(UploadId, [entry(2, two), entry(1, one)])).rejects.toMatchObject({
      name: 'InvalidPartOrder',
    });
    await expect(complete(UploadId, [entry(1, two)])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(UploadId, [entry(3, two)])).rejects.toMatchObject({ name: 'InvalidPart' });
    const { Parts } = await client.send(new sdk.ListPartsCommand({ Bucket, Key: 'p', UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    expect((await client.send(new sdk.ListMultipartUploadsCommand({ Bucket }))).Uploads).toHaveLength(1);
    await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key: 'p', UploadId }));
    await expect(complete(UploadId, [entry(1, one)])).rejects.toMatchObject(failure('NoSuchUpload', 404));
  });

  test('checksums of the whole follow from those of the parts', async () => {
    const body = Buffer.alloc(FIVE_MEGABYTES + 3, 'abc');
    const whole = await put('whole', body, { ChecksumAlgorithm: 'CRC64NVME' });
    const { UploadId } = await start({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' });
    const pieces = [body.subarray(0, FIVE_MEGABYTES), body.subarray(FIVE_MEGABYTES)];
    const parts: sdk.CompletedPart[] = [];
    for (const [index, Body] of pieces.entries()) {
      const command = new sdk.UploadPartCommand({
        Bucket,
        Key: 'p',
        UploadId,
        PartNumber: index + 1,
        Body,
        ChecksumAlgorithm: 'CRC64NVME',
      });
      const { ETag, ChecksumCRC64NVME } = await client.send(command);
      parts.push({ PartNumber: index + 1, ETag, ChecksumCRC64NVME });
    }
    const answer = await complete(UploadId, parts);
    expect(answer).toMatchObject({ ChecksumCRC64NVME: whole.ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' });
    expect((await head('p', { ChecksumMode: 'ENABLED' })).ChecksumCRC64NVME).toBe(whole.ChecksumCRC64NVME);
  });

  test('a part is copied from a range of another object', async () => {
    await put('source', '0123456789');
    const { UploadId } = await start();
    const command = { Bucket, Key: 'p', UploadId, PartNumber: 1, CopySource: `${Bucket}/source` };
    const { CopyPartResult } = await client.send(
      new sdk.UploadPartCopyCommand({ ...command, CopySourceRange: 'bytes=2-5' }),
    );
    await complete(UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect((await get('p')).text).toBe('2345');
    const again = await start();
    const past = { ...command, UploadId: again.UploadId, CopySourceRange: 'bytes=5-10' };
    await expect(client.send(new sdk.UploadPartCopyCommand(past))).rejects.toMatchObject(
      failure('InvalidArgument', 400),
    );
  });
});
