import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { type Credentials, createPostSigner } from './signing.ts';

const now = new Date('2026-02-03T23:59:59.000Z');
const role = { accessKeyId: 'ASIAROLE', secretAccessKey: 'secret', sessionToken: 'token/of+the=session' };

/** The same request as the SDK signs it. */
async function bySdk(url: URL, headers: Record<string, string>, body: string, credentials: Credentials) {
  const { sessionToken, ...keys } = credentials;
  const signer = new SignatureV4({
    ...{ service: 'sqs', region: 'eu-west-1', sha256: Sha256 },
    credentials: sessionToken ? { ...keys, sessionToken } : keys,
  });
  const request = { method: 'POST', protocol: url.protocol, hostname: url.hostname, path: url.pathname, body };
  const signed = await signer.sign({ ...request, headers: { ...headers, host: url.host } }, { signingDate: now });
  return signed.headers;
}

describe('a signed POST', () => {
  it.each([
    [
      'a role’s session',
      'https://sqs.eu-west-1.amazonaws.com',
      { 'content-type': 'application/json' },
      role,
      '{"a":1}',
    ],
    ['keys alone', 'http://127.0.0.1:4566', {}, { accessKeyId: 'AKID', secretAccessKey: 'other' }, ''],
    [
      'a path that is encoded',
      'https://bedrock-runtime.eu-west-1.amazonaws.com/model/amazon.titan-embed-text-v2%3A0/invoke',
      {},
      role,
      '{}',
    ],
    ['a path and letters of any kind', 'https://api.example/graphql', { 'x-amz-target': ' A.B ' }, role, 'Grüße, 世界'],
  ])('is signed as the SDK signs it: %s', async (_, address, headers, credentials, body) => {
    const url = new URL(address);
    const sign = createPostSigner('sqs', url, { credentials: () => credentials, region: 'eu-west-1', now: () => now });
    expect(sign(headers, body)).toEqual(await bySdk(url, headers, body, credentials));
  });

  it('goes by the day and the keys of the moment', () => {
    let [time, secretAccessKey] = [now, 'first'];
    const options = { credentials: () => ({ accessKeyId: 'AKID', secretAccessKey }), now: () => time };
    const url = new URL('https://sqs.eu-west-1.amazonaws.com');
    const sign = createPostSigner('sqs', url, options);
    const again = () => createPostSigner('sqs', url, options)({}, '').authorization;
    const seen = [sign({}, '').authorization];
    time = new Date(now.getTime() + 2000);
    expect(sign({}, '').authorization).toBe(again());
    seen.push(again());
    secretAccessKey = 'rotated';
    expect(sign({}, '').authorization).toBe(again());
    seen.push(again());
    expect(new Set(seen).size).toBe(3);
  });
});
