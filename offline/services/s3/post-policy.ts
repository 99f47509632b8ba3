import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ANONYMOUS, type Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import { accessDenied, invalidArgument, S3Error } from './errors.ts';

type Fields = Readonly<Record<string, string>>;

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.union([z.number(), z.string()]), z.union([z.number(), z.string()])]),
  z.tuple([z.string(), z.string(), z.string()]),
  z.record(z.string(), z.string()),
]);
const document = z.looseObject({ expiration: z.string(), conditions: z.array(condition) });

/** Fields that need no condition of their own. */
const FREE = new Set([
  'policy',
  'x-amz-signature',
  'awsaccesskeyid',
  'signature',
  'file',
  'bucket',
  'x-amz-checksum-crc32',
]);

export type SizeRange = { least: number; most: number };

/**
 * Who signed a form, once signature, expiry and conditions of its policy hold, and how large the file may be. A form
 * without a policy is anonymous. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 * @throws S3Error
 */
export function verifyForm(
  { credentials, clock }: Pick<ServiceContext, 'credentials' | 'clock'>,
  bucket: string,
  fields: Fields,
): { principal: Principal; size: SizeRange } {
  const anySize = { least: 0, most: Number.MAX_SAFE_INTEGER };
  const { policy } = fields;
  if (policy === undefined) {
    if (fields['x-amz-signature'] !== undefined || fields.awsaccesskeyid !== undefined) {
      throw invalidArgument(
        "Bucket POST must contain a field named 'policy'. If it is specified, please check the order of the fields.",
        'policy',
        '',
      );
    }
    return { principal: ANONYMOUS, size: anySize };
  }
  const principal = verifySignature(credentials, fields, policy);
  const parsed = document.safeParse(parseJson(Buffer.from(policy, 'base64').toString()));
  if (!parsed.success) {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.', { cause: parsed.error });
  }
  const expiry = Date.parse(parsed.data.expiration);
  if (Number.isNaN(expiry))
    throw new S3Error(
      'InvalidPolicyDocument',
      `Invalid Policy: Invalid 'expiration' value: '${parsed.data.expiration}'`,
    );
  if (expiry < clock.now()) throw accessDenied('Invalid according to Policy: Policy expired.');
  const size = { ...anySize };
  const named = new Set<string>();
  for (const one of parsed.data.conditions) checkCondition(one, { ...fields, bucket }, size, named);
  const extra = Object.keys(fields).find(
    (name) => !FREE.has(name) && !named.has(name) && !name.startsWith('x-ignore-'),
  );
  if (extra !== undefined) {
    throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra}`);
  }
  return { principal, size };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function verifySignature(credentials: ServiceContext['credentials'], fields: Fields, policy: string): Principal {
  const [algorithm, credential, date, signature] = ['algorithm', 'credential', 'date', 'signature'].map(
    (name) => fields[`x-amz-${name}`],
  );
  if (algorithm !== 'AWS4-HMAC-SHA256' || credential === undefined || date === undefined || signature === undefined) {
    const missing = ['algorithm', 'credential', 'signature', 'date'].find(
      (name) => fields[`x-amz-${name}`] === undefined,
    );
    throw invalidArgument(
      `Bucket POST must contain a field named 'X-Amz-${missing ?? 'Algorithm'}'.  If it is specified, please check the order of the fields.`,
    );
  }
  const [accessKeyId = '', day = '', region = '', service = ''] = credential.split('/');
  const known = credentials.find(accessKeyId, fields['x-amz-security-token']);
  if (!known) {
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      status: 403,
      details: { AWSAccessKeyId: accessKeyId },
    });
  }
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${known.secretAccessKey}`, day), region), service), 'aws4_request');
  if (hmac(key, policy).toString('hex') !== signature) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { status: 403 },
    );
  }
  return known.principal;
}

function checkCondition(one: z.infer<typeof condition>, fields: Fields, size: SizeRange, named: Set<string>): void {
  if (!Array.isArray(one)) {
    for (const [name, value] of Object.entries(one)) {
      named.add(name.toLowerCase());
      if (fields[name.toLowerCase()] !== value) throw failed(['eq', `$${name}`, value]);
    }
    return;
  }
  if (one[0] === 'content-length-range') {
    [size.least, size.most] = [Number(one[1]), Number(one[2])];
    return;
  }
  const [operator, target, value] = one.map(String) as [string, string, string];
  const name = target.replace(/^\$/, '').toLowerCase();
  named.add(name);
  const actual = fields[name];
  if (operator.toLowerCase() === 'eq') {
    if (actual !== value) throw failed(one);
  } else if (operator.toLowerCase() === 'starts-with') {
    // A list of types must hold for each of them.
    const values = name === 'content-type' ? (actual ?? '').split(',') : [actual ?? ''];
    if (actual === undefined || !values.every((text) => text.startsWith(value))) throw failed(one);
  } else
    throw new S3Error('InvalidPolicyDocument', `Invalid Policy: Invalid Condition: unknown operation '${operator}'.`);
}

const failed = (one: readonly (string | number)[]) =>
  accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(one)}`);
