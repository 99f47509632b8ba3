import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import * as sdk from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from './index.ts';
import { type RawRequest, sendSigned, signed, signedChunks } from './testing.ts';

const Bucket = 'signatures';
let services: StartedServices;
let client: sdk.S3Client;

beforeAll(async () => {
  services = await startServices([s3]);
  client = new sdk.S3Client(services.client);
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterAll(() => services.stop());

const send = async (request: RawRequest) => {
  const response = await sendSigned(services.endpoint, request);
  return { status: response.status, text: await response.text() };
};
const read = async (Key: string) => {
  const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};
const code = (name: string) => expect.stringContaining(`<Code>${name}</Code>`) as string;

test('a request nobody signed is denied, one with an unknown key or a wrong secret refused', async () => {
  expect((await fetch(`${services.endpoint}/${Bucket}`)).status).toBe(403);
  const as = (accessKeyId: string, secretAccessKey: string) =>
    new sdk.S3Client({ ...services.client, credentials: { accessKeyId, secretAccessKey } });
  const list = new sdk.ListObjectsV2Command({ Bucket });
  await expect(as('nobody', 'x').send(list)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  await expect(as('offline', 'x').send(list)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
});

test('a clock that is a quarter of an hour wrong is told so', async () => {
  const at = new Date(Date.now() - 16 * 60_000);
  expect(await send({ path: `/${Bucket}`, at })).toEqual({ status: 403, text: code('RequestTimeTooSkewed') });
});

test('a body other than the signed one is refused', async () => {
  const hash = createHash('sha256').update('other').digest('hex');
  const answer = await send({ method: 'PUT', path: `/${Bucket}/a`, body: 'body', hash });
  expect(answer).toEqual({ status: 400, text: code('XAmzContentSHA256Mismatch') });
});

test('x-amz headers that were not signed are refused', async () => {
  const { host: _, ...headers } = await signed(services.endpoint, { method: 'PUT', path: `/${Bucket}/a` });
  const response = await fetch(`${services.endpoint}/${Bucket}/a`, {
    method: 'PUT',
    headers: { ...headers, 'x-amz-meta-added': '1' },
  });
  expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('not signed')]);
});

async function sendChunks(change: (body: string) => string, trailers?: Record<string, string>, size = 9000 + 7) {
  const request = {
    method: 'PUT',
    path: `/${Bucket}/chunked`,
    hash: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailers ? '-TRAILER' : ''}`,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(size),
      ...(trailers && { 'x-amz-trailer': Object.keys(trailers).join(',') }),
    },
  };
  const { host: _, ...headers } = await signed(services.endpoint, request);
  const body = change(signedChunks(headers, ['x'.repeat(9000), 'the end'], trailers));
  const response = await fetch(`${services.endpoint}${request.path}`, { method: 'PUT', headers, body });
  return { status: response.status, text: await response.text() };
}

test('each chunk of a streamed body is verified, and so are its trailers', async () => {
  const same = (body: string) => body;
  expect((await sendChunks(same)).status).toBe(200);
  expect(await read('chunked')).toBe(`${'x'.repeat(9000)}the end`);
  expect(await sendChunks((body) => body.replace('the end', 'the End'))).toEqual({
    status: 403,
    text: code('SignatureDoesNotMatch'),
  });
  const crc = {
    'x-amz-checksum-sha256': createHash('sha256')
      .update(`${'x'.repeat(9000)}the end`)
      .digest('base64'),
  };
  expect((await sendChunks(same, crc)).status).toBe(200);
  expect((await sendChunks((body) => body.replace(/signature:\w/, 'signature:g'), crc)).text).toEqual(
    code('SignatureDoesNotMatch'),
  );
  const wrong = { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') };
  expect(await sendChunks(same, wrong)).toEqual({ status: 400, text: code('BadDigest') });
  expect(await sendChunks(same, undefined, 5)).toEqual({ status: 400, text: code('IncompleteBody') });
  expect((await sendChunks((body) => body.slice(0, -20))).text).toEqual(code('IncompleteBody'));
});

test('a presigned URL ends when it says, and not before', async () => {
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'a', Body: 'content' }));
  const command = new sdk.GetObjectCommand({ Bucket, Key: 'a', ResponseContentType: 'text/x' });
  const url = await getSignedUrl(client, command, { expiresIn: 900 });
  const response = await fetch(url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/x']);
  services.clock.setOffset(899_000);
  expect((await fetch(url)).status).toBe(200);
  services.clock.setOffset(902_000);
  const late = await fetch(url);
  expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  services.clock.setOffset(0);
});

test('a form that was signed for a browser uploads what its conditions let through', async () => {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const credential = `offline/${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const common = { 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': credential, 'x-amz-date': date };
  const conditions = [
    { bucket: Bucket },
    ['starts-with', '$key', 'forms/'],
    ['eq', '$Content-Type', 'text/plain'],
    ['content-length-range', 1, 10],
    ...Object.entries(common).map(([name, value]) => ({ [name]: value })),
    { success_action_status: '201' },
  ];
  const expiration = new Date(Date.now() + 60_000).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const key = [date.slice(0, 8), 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    'AWS4offline',
  );
  const signature = createHmac('sha256', key).update(policy).digest('hex');
  const upload = async (fields: Record<string, string>, file: string) => {
    const form = new FormData();
    const all = {
      key: 'forms/${filename}',
      'Content-Type': 'text/plain',
      success_action_status: '201',
      ...common,
      policy,
      'x-amz-signature': signature,
      ...fields,
    };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    form.set('file', new File([file], 'ü.txt', { type: 'text/plain' }));
    const response = await fetch(`${services.endpoint}/${Bucket}`, { method: 'POST', body: form });
    return [response.status, await response.text()];
  };
  expect(await upload({}, 'content')).toEqual([201, expect.stringContaining('<Key>forms/ü.txt</Key>')]);
  expect(await read('forms/ü.txt')).toBe('content');
  expect(await upload({ key: 'elsewhere' }, 'content')).toEqual([403, code('AccessDenied')]);
  expect(await upload({ 'x-amz-meta-extra': '1' }, 'content')).toEqual([
    403,
    expect.stringContaining('Extra input fields'),
  ]);
  expect(await upload({}, 'more than ten bytes')).toEqual([400, code('EntityTooLarge')]);
  expect(await upload({}, '')).toEqual([400, code('EntityTooSmall')]);
  expect(await upload({ 'x-amz-signature': 'x' }, 'content')).toEqual([403, code('SignatureDoesNotMatch')]);
});

test('a bucket is found by its name in the host', async () => {
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'dir/a', Body: 'by host' }));
  const { port } = new URL(services.endpoint);
  for (const suffix of ['localhost', 's3.localhost', 's3.us-east-1.localhost']) {
    const host = `${Bucket}.${suffix}:${port}`;
    const headers = await signed(`http://${host}`, { path: '/dir/a' });
    const socket = connect(Number(port), '127.0.0.1');
    const lines = Object.entries({ ...headers, host, connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`GET /dir/a HTTP/1.1\r\n${lines.join('')}\r\n`);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1.1 200 [\s\S]*by host$/);
  }
});

test('a customer key must be shown again', async () => {
  const key = Buffer.alloc(32, 1);
  const shown = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
  await client.send(new sdk.PutObjectCommand({ Bucket, Key: 'c', Body: 'x', ...shown }));
  const get = (more: object) => client.send(new sdk.GetObjectCommand({ Bucket, Key: 'c', ...more }));
  await expect(get({})).rejects.toMatchObject({ name: 'InvalidRequest' });
  expect((await get(shown)).SSECustomerKeyMD5).toBe(shown.SSECustomerKeyMD5);
  const other = Buffer.alloc(32, 2);
  const wrong = {
    ...shown,
    SSECustomerKey: other.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(other).digest('base64'),
  };
  await expect(get(wrong)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('what is not emulated says so', async () => {
  expect(await send({ path: `/${Bucket}`, query: { replication: '' } })).toEqual({
    status: 501,
    text: code('NotImplemented'),
  });
});
