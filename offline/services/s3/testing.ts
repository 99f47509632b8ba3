import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request that no SDK would send, signed as the administrator's. `hash` is what the body is signed as. */
export type RawRequest = {
  method?: string;
  /** As it goes over the wire, percent-encoded. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
  hash?: string;
  at?: Date;
  /** The name that it is signed for, of services without a client here. */
  service?: string;
};

class Sha256 {
  readonly #key: string | Uint8Array | undefined;
  #hash;
  constructor(key?: string | Uint8Array) {
    this.#key = key;
    this.#hash = this.#create();
  }
  #create() {
    if (this.#key === undefined) return createHash('sha256');
    return createHmac('sha256', this.#key);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    this.#hash = this.#create();
  }
}

const signerOf = (service: string) =>
  new SignatureV4({
    credentials: { accessKeyId: 'offline', secretAccessKey: 'offline' },
    region: 'us-east-1',
    service,
    sha256: Sha256 as never,
    uriEscapePath: false,
    applyChecksum: false,
  });

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Signs a request's headers, without sending it. */
export async function signed(endpoint: string, request: RawRequest) {
  const { method = 'GET', path, query = {}, headers = {}, body = '', at, service = 's3' } = request;
  const { host } = new URL(endpoint);
  const hash = request.hash ?? sha256(body);
  const { headers: all } = await signerOf(service).sign(
    {
      ...{ method, path, query, protocol: 'http:', hostname: host },
      headers: { host, ...headers, 'x-amz-content-sha256': hash },
    },
    at === undefined ? {} : { signingDate: at },
  );
  return all;
}

/** Signs and sends a request with `fetch`. */
export async function sendSigned(endpoint: string, request: RawRequest): Promise<Response> {
  const { host: _, ...headers } = await signed(endpoint, request);
  const query = new URLSearchParams(request.query).toString().replace(/=(?=&|$)/g, '');
  return fetch(`${endpoint}${request.path}${query === '' ? '' : `?${query}`}`, {
    method: request.method ?? 'GET',
    headers,
    ...(request.body !== undefined && { body: Buffer.from(request.body) }),
  });
}

/** A body in `aws-chunked` framing, each chunk signed on top of the one before, from the request's own signature on. */
export function signedChunks(
  { authorization = '', 'x-amz-date': date = '' }: Record<string, string>,
  chunks: readonly string[],
  trailers: Readonly<Record<string, string>> = {},
): string {
  const key = ['us-east-1', 's3', 'aws4_request'].reduce<Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    createHmac('sha256', 'AWS4offline').update(date.slice(0, 8)).digest(),
  );
  let previous = /Signature=(\w+)/.exec(authorization)?.[1] ?? '';
  const sign = (kind: string, hashes: string) => {
    const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
    previous = createHmac('sha256', key).update([kind, date, scope, previous, hashes].join('\n')).digest('hex');
    return previous;
  };
  const framed = [...chunks, ''].map((chunk) => {
    const signature = sign('AWS4-HMAC-SHA256-PAYLOAD', `${sha256('')}\n${sha256(chunk)}`);
    return `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${signature}\r\n${chunk}${chunk === '' ? '' : '\r\n'}`;
  });
  const lines = Object.entries(trailers).map(([name, value]) => `${name}:${value}`);
  if (lines.length === 0) return `${framed.join('')}\r\n`;
  const signature = sign('AWS4-HMAC-SHA256-TRAILER', sha256(lines.map((line) => `${line}\n`).join('')));
  return `${framed.join('')}${lines.join('\r\n')}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
}
