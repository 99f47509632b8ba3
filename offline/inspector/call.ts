import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { ServiceError } from '../kernel/errors.ts';
import type { Handler, OfflineRequest, OfflineResponse } from '../kernel/http.ts';

const JsonCall = z.strictObject({
  /** Prefix of `X-Amz-Target`, e.g. `DynamoDB_20120810`. */
  target: z.string().regex(/^[A-Za-z]\w*$/),
  operation: z.string().regex(/^[A-Za-z]\w*$/),
  input: z.record(z.string(), z.unknown()).default({}),
});
const RestCall = z.strictObject({
  /** The name that is signed for, e.g. `s3`. */
  service: z.string().regex(/^[a-z][a-z0-9-]*$/),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Percent-encoded. */
  path: z.string().regex(/^\/[^?#\s]*$/),
  query: z.record(z.string(), z.string()).default({}),
  headers: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string()).default({}),
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
  /** Sent as it stands, e.g. with a person's token or an API key. */
  unsigned: z.boolean().default(false),
});
const Call = z.union([JsonCall, RestCall]);

/** The name each JSON service signs with. */
const SIGNING_NAMES: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSEvents: 'events',
  DynamoDB_20120810: 'dynamodb',
  GraniteServiceVersion20100801: 'monitoring',
  Logs_20140328: 'logs',
  secretsmanager: 'secretsmanager',
};

/** Of the service's answer these go to the page. */
const HANDED_ON = new Set(
  'content-type content-length etag last-modified x-amzn-errortype x-amzn-requestid x-amz-function-error x-amz-log-result x-amz-version-id x-amz-delete-marker'.split(
    ' ',
  ),
);

/**
 * `POST /_offline/call`: one call of an AWS API as the account's administrator. It goes the way of every other request,
 * so that streams, notifications and checks happen as for any client. Answers what the service answers.
 * @throws ServiceError ValidationException when the input names no call.
 */
export async function callAsAdministrator(
  input: { request: OfflineRequest; clock: Clock; region: string },
  ask: Handler,
): Promise<OfflineResponse> {
  const { request, clock, region } = input;
  const call = parse(await request.body());
  const host = request.headers.host ?? 'localhost';
  const plain = 'target' in call ? fromJson(call, host) : fromRest(call, host);
  if (/^\/_offline(\/|$)/.test(decoded(plain.path))) {
    throw new ServiceError('ValidationException', 'The helper endpoints are asked directly, not through a call.');
  }
  const headers = plain.unsigned ? plain.headers : await sign(plain, { region, now: clock.now() });
  const rawQuery = new URLSearchParams(plain.query).toString().replaceAll('+', '%20');
  const response = await ask({
    method: plain.method,
    rawPath: plain.path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    stream: Readable.from(plain.body.length > 0 ? [plain.body] : []),
    body: () => Promise.resolve(plain.body),
    signal: request.signal,
  });
  const shown = Object.entries(response.headers ?? {}).filter(([name]) => HANDED_ON.has(name));
  return {
    ...response,
    headers: { ...Object.fromEntries(shown), 'content-security-policy': "default-src 'none'; sandbox" },
  };
}

type Plain = {
  service: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Buffer;
  unsigned: boolean;
};

function parse(body: Buffer): z.infer<typeof Call> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch (cause) {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON.', { cause });
  }
  const call = Call.safeParse(json);
  if (call.success) return call.data;
  throw new ServiceError(
    'ValidationException',
    'A call is {target, operation, input} of a JSON service or {service, method, path, query, headers, body}.',
  );
}

const fromJson = ({ target, operation, input }: z.infer<typeof JsonCall>, host: string): Plain => ({
  service: SIGNING_NAMES[target] ?? target.toLowerCase(),
  method: 'POST',
  path: '/',
  query: {},
  headers: { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${operation}` },
  body: Buffer.from(JSON.stringify(input)),
  unsigned: false,
});

function fromRest(call: z.infer<typeof RestCall>, host: string): Plain {
  const { service, method, path, query, headers, body = '', bodyBase64, unsigned } = call;
  const bytes = bodyBase64 === undefined ? Buffer.from(body) : Buffer.from(bodyBase64, 'base64');
  const length: Record<string, string> = bytes.length > 0 ? { 'content-length': String(bytes.length) } : {};
  return { service, method, path, query, headers: { ...headers, ...length, host }, body: bytes, unsigned };
}

async function sign(plain: Plain, { region, now }: { region: string; now: number }): Promise<Record<string, string>> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
  ]);
  const signer = new SignatureV4({
    service: plain.service,
    region,
    credentials: { accessKeyId: 'offline', secretAccessKey: 'offline' },
    sha256: Sha256,
    uriEscapePath: plain.service !== 's3',
  });
  const { method, path, query, headers, body } = plain;
  const signed = await signer.sign(
    { method, protocol: 'http:', hostname: headers.host ?? '', path, query, headers, body },
    { signingDate: new Date(now) },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
