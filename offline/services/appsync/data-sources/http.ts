import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from '../../../kernel/credentials.ts';
import { type Answer, badRequest, type DataSource } from './data-source.ts';

const requestSchema = z.looseObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']).default('GET'),
  resourcePath: z.string().startsWith('/').default('/'),
  params: z
    .looseObject({
      query: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
      headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
      body: z.unknown().optional(),
    })
    .nullish(),
});

type Signing = { region: string; service: string; credentials: () => Credentials; now: () => number };
type Outgoing = { method: string; url: URL; headers: Headers; body: string | undefined };

const TIMEOUT_MS = 30_000;

/** A data source of type HTTP. An endpoint of AWS becomes this backend; any other host is called as it is. */
export function httpDataSource(input: {
  name: string;
  endpoint: string;
  /** `http://localhost:PORT` of this backend. */
  backend: string;
  signing: Signing | undefined;
  /** 30 seconds unless given. */
  timeoutMs?: number;
}): DataSource {
  const { name, signing } = input;
  const { hostname } = new URL(input.endpoint);
  const base = /\.amazonaws\.com(\.cn)?$/.test(hostname) ? input.backend : input.endpoint;
  return {
    name,
    async invoke(raw) {
      const parsed = requestSchema.safeParse(raw);
      if (!parsed.success) throw badRequest(`The HTTP request does not hold: ${z.prettifyError(parsed.error)}`);
      const { method, resourcePath, params } = parsed.data;
      const url = new URL(`${base.replace(/\/$/, '')}${resourcePath}`);
      for (const [key, value] of Object.entries(params?.query ?? {})) url.searchParams.set(key, String(value));
      const headers = new Headers();
      for (const [key, value] of Object.entries(params?.headers ?? {})) headers.set(key, String(value));
      const body = textOf(params?.body);
      const outgoing = { method, url, headers, body: method === 'GET' || method === 'HEAD' ? undefined : body };
      return send(signing ? signed(outgoing, signing) : outgoing, input.timeoutMs ?? TIMEOUT_MS);
    },
  };
}

const textOf = (body: unknown) =>
  body === undefined || body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body);

async function send({ method, url, headers, body }: Outgoing, timeoutMs: number): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { method, headers, signal, redirect: 'manual', ...(body !== undefined && { body }) } as const;
    const response = await fetch(url, options);
    return {
      result: {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      },
    };
  } catch (error) {
    return { result: null, error: failureOf(error, url.hostname) };
  }
}

function failureOf(error: unknown, host: string): { message: string; type: string } {
  if (!(error instanceof Error)) return { message: String(error), type: 'HTTP:Failure' };
  if (error.name === 'TimeoutError') return { message: 'Execution timed out.', type: 'HTTP:ExecutionTimeout' };
  const cause: unknown = error.cause;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { message: `Unknown host: ${host}`, type: 'HTTP:UnknownHost' };
  return { message: code ? `${error.message}: ${code}` : error.message, type: 'HTTP:Failure' };
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The request with a Signature Version 4 of the data source's role. */
function signed(outgoing: Outgoing, { region, service, credentials, now }: Signing): Outgoing {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials();
  const { method, url, headers, body = '' } = outgoing;
  const timestamp = new Date(now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  headers.set('x-amz-date', timestamp);
  headers.set('x-amz-security-token', sessionToken);
  const signedHeaders = ['host', 'x-amz-date', 'x-amz-security-token'];
  const valueOf = (name: string) => (name === 'host' ? url.host : headers.get(name));
  url.searchParams.sort();
  const canonical = [
    method,
    url.pathname.split('/').map(encodeURIComponent).join('/'),
    url.search.slice(1).replaceAll('+', '%20'),
    ...signedHeaders.map((name) => `${name}:${valueOf(name)}`),
    '',
    signedHeaders.join(';'),
    hex(body),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, timestamp.slice(0, 8)), region), service), 'aws4_request');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hex(canonical)}`).toString('hex');
  headers.set(
    'authorization',
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  );
  return outgoing;
}
