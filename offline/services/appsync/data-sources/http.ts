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

type Signing = { region: string; service: string; credentials: () => Credentials };
type Outgoing = { method: string; url: URL; headers: Headers; body: string | undefined };

const TIMEOUT_MS = 30_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A data source of type HTTP. It calls this machine only: an endpoint of AWS becomes this backend, any other host is
 * refused.
 */
export function httpDataSource(input: {
  name: string;
  endpoint: string;
  /** `http://localhost:PORT` of this backend. */
  backend: string;
  signing: Signing | undefined;
}): DataSource {
  const { name, signing } = input;
  const base = localEndpoint(input.endpoint, input.backend);
  return {
    name,
    async invoke(raw) {
      const parsed = requestSchema.safeParse(raw);
      if (!parsed.success) throw badRequest(`The HTTP request does not hold: ${z.prettifyError(parsed.error)}`);
      if (!base) {
        const message = `The offline backend calls no other machine: ${input.endpoint}. Point the data source at localhost.`;
        return { result: null, error: { message, type: 'HTTP:UnknownHost' } };
      }
      const { method, resourcePath, params } = parsed.data;
      const url = new URL(`${base.replace(/\/$/, '')}${resourcePath}`);
      for (const [key, value] of Object.entries(params?.query ?? {})) url.searchParams.set(key, String(value));
      const headers = new Headers();
      for (const [key, value] of Object.entries(params?.headers ?? {})) headers.set(key, String(value));
      const body = textOf(params?.body);
      const outgoing = { method, url, headers, body: method === 'GET' || method === 'HEAD' ? undefined : body };
      return send(signing ? signed(outgoing, signing) : outgoing);
    },
  };
}

const textOf = (body: unknown) =>
  body === undefined || body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body);

function localEndpoint(endpoint: string, backend: string): string | undefined {
  const { hostname } = new URL(endpoint);
  if (hostname.endsWith('.amazonaws.com')) return backend;
  return LOOPBACK.has(hostname) ? endpoint : undefined;
}

async function send({ method, url, headers, body }: Outgoing): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method, headers, signal, ...(body !== undefined && { body }) });
    return {
      result: {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      },
    };
  } catch (error) {
    return {
      result: null,
      error: { message: error instanceof Error ? error.message : String(error), type: 'HTTP:Failure' },
    };
  }
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The request with a Signature Version 4 of the data source's role. */
function signed(outgoing: Outgoing, { region, service, credentials }: Signing): Outgoing {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials();
  const { method, url, headers, body = '' } = outgoing;
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
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
