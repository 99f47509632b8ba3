import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { s3 } from './index.ts';

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
  await client.send(new sdk.DeleteBucketPolicyCommand({ Bucket })).catch(() => undefined);
  const { Versions = [], DeleteMarkers = [] } = await client.send(new sdk.ListObjectVersionsCommand({ Bucket }));
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
    await client.send(new sdk.DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true }));
  }
  await client.send(new sdk.DeleteBucketCommand({ Bucket }));
});

type Put = Partial<sdk.PutObjectCommandInput>;
const put = (Key: string, Body: string | Buffer = 'content', more: Put = {}) =>
  client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: Partial<sdk.GetObjectCommandInput> = {}) => {
  const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body?.transformToString() };
};
const head = (Key: string, more: Partial<sdk.HeadObjectCommandInput> = {}) =>
  client.send(new sdk.HeadObjectCommand({ Bucket, Key, ...more }));
const copy = (from: string, Key: string, more: Partial<sdk.CopyObjectCommandInput> = {}) =>
  client.send(new sdk.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent(from)}`, ...more }));
const version = (Status: 'Enabled' | 'Suspended') =>
  client.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const failure = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });

describe('buckets', () => {
  test('a bucket is made once, and must be empty to go', async () => {
    if (target.client.region === 'us-east-1') await client.send(new sdk.CreateBucketCommand({ Bucket }));
    const elsewhere = { LocationConstraint: target.client.region === 'eu-west-1' ? 'eu-west-2' : 'eu-west-1' } as const;
    if (!target.isRemote) {
      const again = client.send(new sdk.CreateBucketCommand({ Bucket, CreateBucketConfiguration: elsewhere }));
      await expect(again).rejects.toMatchObject(failure('BucketAlreadyOwnedByYou', 409));
    }
    await put('a');
    const remove = client.send(new sdk.DeleteBucketCommand({ Bucket }));
    await expect(remove).rejects.toMatchObject(failure('BucketNotEmpty', 409));
  });

  test('names that are no bucket names are refused, and unknown buckets are not there', async () => {
    const create = client.send(new sdk.CreateBucketCommand({ Bucket: 'Not_A_Bucket' }));
    await expect(create).rejects.toMatchObject(failure('InvalidBucketName', 400));
    const missing = target.unique('missing');
    const list = client.send(new sdk.ListObjectsV2Command({ Bucket: missing }));
    await expect(list).rejects.toMatchObject(failure('NoSuchBucket', 404));
    await expect(client.send(new sdk.HeadBucketCommand({ Bucket: missing }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('configurations that are not set are told by their own errors', async () => {
    const absent: [Promise<unknown>, string][] = [
      [client.send(new sdk.GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'],
      [client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration'],
      [client.send(new sdk.GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'],
      [client.send(new sdk.GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet'],
      [client.send(new sdk.GetBucketWebsiteCommand({ Bucket })), 'NoSuchWebsiteConfiguration'],
      [client.send(new sdk.GetObjectLockConfigurationCommand({ Bucket })), 'ObjectLockConfigurationNotFoundError'],
    ];
    await Promise.all(absent.map(([answer, name]) => expect(answer).rejects.toMatchObject(failure(name, 404))));
  });

  test('ACLs do not work where the bucket owner owns everything, which is the default', async () => {
    const acl = client.send(new sdk.PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    await expect(acl).rejects.toMatchObject(failure('AccessControlListNotSupported', 400));
    await expect(put('a', 'x', { ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
    await put('a', 'x', { ACL: 'bucket-owner-full-control' });
  });
});

describe('objects', () => {
  test('bytes, headers, metadata and tags come back as they went in', async () => {
    const { ETag } = await put('ä b+c//d/../%41', 'hello', {
      ...{ ContentType: 'text/plain', CacheControl: 'no-cache', ContentLanguage: 'de', ContentEncoding: 'identity' },
      ...{ Metadata: { one: 'eins' }, Tagging: 'a=1&b=two%20words' },
    });
    const found = await get('ä b+c//d/../%41');
    expect(ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
    expect(found).toMatchObject({
      ...{ ETag, text: 'hello', ContentType: 'text/plain', CacheControl: 'no-cache', ContentLanguage: 'de' },
      ...{ ContentEncoding: 'identity', Metadata: { one: 'eins' }, TagCount: 2, ServerSideEncryption: 'AES256' },
    });
  });

  test('a key may be 1024 bytes long and metadata 2 KB', async () => {
    await put('ü'.repeat(512));
    await expect(put('k'.repeat(1025))).rejects.toMatchObject(failure('KeyTooLongError', 400));
    await put('a', 'x', { Metadata: { m: 'x'.repeat(2047) } });
    await expect(put('a', 'x', { Metadata: { m: 'x'.repeat(2048) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
  });

  test('ranges: from, to, the last ones, past the end', async () => {
    await put('a', '0123456789');
    expect(await get('a', { Range: 'bytes=2-4' })).toMatchObject({ text: '234', ContentRange: 'bytes 2-4/10' });
    expect((await get('a', { Range: 'bytes=-3' })).text).toBe('789');
    expect((await get('a', { Range: 'bytes=7-' })).text).toBe('789');
    expect((await get('a', { Range: 'bytes=5-500' })).text).toBe('56789');
    expect((await get('a', { Range: 'bytes=0-1,4-5' })).text).toBe('0123456789');
    await expect(get('a', { Range: 'bytes=10-' })).rejects.toMatchObject(failure('InvalidRange', 416));
  });

  test('reads on condition', async () => {
    const { ETag } = await put('a');
    const past = new Date(Date.now() - 86_400_000);
    expect((await get('a', { IfMatch: ETag, IfUnmodifiedSince: past })).text).toBe('content');
    await expect(get('a', { IfMatch: '"x"' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
    await expect(get('a', { IfUnmodifiedSince: past })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const later = new Date(Date.now() + 1000);
    if (!target.isRemote) {
      await expect(get('a', { IfModifiedSince: later })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    }
    expect((await get('a', { IfModifiedSince: past })).text).toBe('content');
  });

  test('writes on condition', async () => {
    const { ETag } = await put('a', 'one', { IfNoneMatch: '*' });
    await expect(put('a', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
    await expect(put('b', 'two', { IfMatch: ETag })).rejects.toMatchObject(failure('NoSuchKey', 404));
    await put('a', 'two', { IfMatch: ETag });
    await expect(put('a', 'three', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const remove = client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }));
    await expect(remove).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('what is not there is not found, with and without a body', async () => {
    await expect(get('a')).rejects.toMatchObject(failure('NoSuchKey', 404));
    await expect(head('a')).rejects.toMatchObject(failure('NotFound', 404));
    expect(await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({
      $metadata: { httpStatusCode: 204 },
    });
  });

  test('many are deleted at once, quietly or not', async () => {
    await put('a&<b>\u0001');
    await put('b');
    const remove = (Quiet: boolean, ...keys: string[]) =>
      client.send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Quiet, Objects: keys.map((Key) => ({ Key })) } }));
    expect((await remove(false, 'a&<b>\u0001', 'missing')).Deleted).toEqual([
      { Key: 'a&<b>\u0001' },
      { Key: 'missing' },
    ]);
    expect((await remove(true, 'b')).Deleted).toBeUndefined();
    expect((await client.send(new sdk.ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('checksums', () => {
  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s is computed, checked and told',
    async (name) => {
      const member = `Checksum${name}` as const;
      const answer = await put('a', '123456789', { ChecksumAlgorithm: name });
      const known = { CRC32: 'y/Q5Jg==', CRC32C: '4waSgw==', CRC64NVME: 'rosUhgp5mIg=' } as const;
      const expected =
        name in known
          ? known[name as keyof typeof known]
          : createHash(name.toLowerCase()).update('123456789').digest('base64');
      expect(answer).toMatchObject({ [member]: expected, ChecksumType: 'FULL_OBJECT' });
      expect(await head('a', { ChecksumMode: 'ENABLED' })).toMatchObject({ [member]: expected });
      const wrong = put('b', '123456789', {
        [member]: Buffer.alloc(Buffer.from(expected, 'base64').length).toString('base64'),
      });
      await expect(wrong).rejects.toMatchObject(failure('BadDigest', 400));
      const attributes = new sdk.GetObjectAttributesCommand({
        Bucket,
        Key: 'a',
        ObjectAttributes: ['Checksum', 'ObjectSize'],
      });
      expect(await client.send(attributes)).toMatchObject({ Checksum: { [member]: expected }, ObjectSize: 9 });
    },
  );

  test('an object without one gets a CRC64NVME', async () => {
    const plain = new sdk.S3Client({ ...target.client, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const answer = await plain.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: '123456789' }));
    expect(answer).toMatchObject({ ChecksumCRC64NVME: 'rosUhgp5mIg=', ChecksumType: 'FULL_OBJECT' });
  });

  test('a Content-MD5 that is wrong, or none at all, is refused', async () => {
    const wrong = createHash('md5').update('other').digest('base64');
    await expect(put('a', 'body', { ContentMD5: wrong })).rejects.toMatchObject(failure('BadDigest', 400));
    await expect(put('a', 'body', { ContentMD5: 'AAAA' })).rejects.toMatchObject(failure('InvalidDigest', 400));
  });
});

describe('copies', () => {
  test('a copy takes metadata and tags along, or replaces them', async () => {
    await put('a', 'content', { Metadata: { m: '1' }, Tagging: 't=1', ContentType: 'text/css' });
    await copy('a', 'b');
    expect(await get('b')).toMatchObject({
      text: 'content',
      Metadata: { m: '1' },
      TagCount: 1,
      ContentType: 'text/css',
    });
    await copy('a', 'c', {
      MetadataDirective: 'REPLACE',
      Metadata: { n: '2' },
      TaggingDirective: 'REPLACE',
      Tagging: 'x=y',
    });
    expect((await head('c')).Metadata).toEqual({ n: '2' });
    const tags = await client.send(new sdk.GetObjectTaggingCommand({ Bucket, Key: 'c' }));
    expect(tags.TagSet).toEqual([{ Key: 'x', Value: 'y' }]);
  });

  test('a copy onto itself must change something', async () => {
    await put('a');
    await expect(copy('a', 'a')).rejects.toMatchObject(failure('InvalidRequest', 400));
    await copy('a', 'a', { StorageClass: 'STANDARD_IA' });
    expect((await head('a')).StorageClass).toBe('STANDARD_IA');
  });

  test('copies on condition', async () => {
    const { ETag } = await put('a');
    await expect(copy('a', 'b', { CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy('a', 'b', { CopySourceIfMatch: '"x"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await copy('a', 'b', { CopySourceIfMatch: ETag });
    await expect(copy('missing', 'b')).rejects.toMatchObject(failure('NoSuchKey', 404));
  });
});

describe('versions', () => {
  test('a delete marker hides, a version stays reachable, a marker removed brings back', async () => {
    await version('Enabled');
    const first = await put('a', 'one');
    await put('a', 'two');
    const { VersionId, DeleteMarker } = await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(DeleteMarker).toBe(true);
    await expect(get('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('a', { VersionId })).rejects.toMatchObject(failure('MethodNotAllowed', 405));
    expect((await get('a', { VersionId: first.VersionId })).text).toBe('one');
    await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
    expect((await get('a')).text).toBe('two');
  });

  test('a suspended bucket keeps one null version beside the others', async () => {
    await put('a', 'before');
    await version('Enabled');
    await put('a', 'kept');
    await version('Suspended');
    expect((await put('a', 'null one')).VersionId).toBeUndefined();
    await put('a', 'null two');
    const { Versions = [] } = await client.send(new sdk.ListObjectVersionsCommand({ Bucket }));
    expect(Versions.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
    expect(Versions[0]?.VersionId).toBe('null');
    expect((await get('a')).text).toBe('null two');
  });

  test('versions are listed newest first, page by page, folded by a delimiter', async () => {
    await version('Enabled');
    for (const Key of ['a', 'a', 'a', 'dir/b', 'dir/c', 'z']) await put(Key);
    const seen: string[] = [];
    let more: Partial<sdk.ListObjectVersionsCommandInput> = {};
    for (;;) {
      const page = await client.send(
        new sdk.ListObjectVersionsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, ...more }),
      );
      seen.push(...(page.Versions ?? []).map(({ Key }) => Key ?? ''));
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
      if (!page.IsTruncated) break;
      more = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen).toEqual(['a', 'a', 'a', 'dir/', 'z']);
  });
});

describe('listings', () => {
  test('v1 and v2 fold, page and encode', async () => {
    for (const Key of ['a', 'b/1', 'b/2', 'c', 'd e', 'd/\u0001']) await put(Key);
    const first = await client.send(new sdk.ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect([first.Contents?.map(({ Key }) => Key), first.CommonPrefixes, first.NextMarker]).toEqual([
      ['a'],
      [{ Prefix: 'b/' }],
      'b/',
    ]);
    const rest = await client.send(new sdk.ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }));
    expect([rest.Contents?.map(({ Key }) => Key), rest.CommonPrefixes]).toEqual([['c', 'd e'], [{ Prefix: 'd/' }]]);
    const after = await client.send(
      new sdk.ListObjectsV2Command({ Bucket, StartAfter: 'c', FetchOwner: true, EncodingType: 'url' }),
    );
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['d+e', 'd/%01']);
    expect(after.Contents?.[0]?.Owner?.ID).toBeTruthy();
    expect((await client.send(new sdk.ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).KeyCount).toBe(0);
    const wrong = client.send(new sdk.ListObjectsV2Command({ Bucket, ContinuationToken: 'no token' }));
    await expect(wrong).rejects.toMatchObject(failure('InvalidArgument', 400));
  });
});

describe('access', () => {
  test('a presigned URL carries what was signed into it', async () => {
    const signer = new sdk.S3Client({ ...target.client, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const command = new sdk.PutObjectCommand({ Bucket, Key: 'a', Metadata: { m: '1' }, ContentType: 'text/css' });
    const url = await getSignedUrl(signer, command, { expiresIn: 60, signableHeaders: new Set(['content-type']) });
    const send = (type: string) => fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': type } });
    expect((await send('text/html')).status).toBe(403);
    expect((await send('text/css')).status).toBe(200);
    expect(await head('a')).toMatchObject({ Metadata: { m: '1' }, ContentType: 'text/css' });
  });

  test('a policy that denies keeps even the owner out', async () => {
    await put('secret/a');
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/secret/*` },
      ],
    });
    await client.send(new sdk.PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(get('secret/a')).rejects.toMatchObject(failure('AccessDenied', 403));
    const foreign = Policy.replaceAll(Bucket, 'another-bucket');
    const wrong = client.send(new sdk.PutBucketPolicyCommand({ Bucket, Policy: foreign }));
    await expect(wrong).rejects.toMatchObject(failure('MalformedPolicy', 400));
  });
});
