import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A request as a service got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string;
}

/** A service on this machine that answers each request by the next of these; for tests of what goes over the wire. */
export async function listen(answers: readonly { readonly status?: number; readonly body: unknown }[]) {
  const received: Received[] = [];
  const queue = [...answers];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null');
      received.push({ method, path: url, body, authorization: headers.authorization ?? '' });
      const answer = queue.shift() ?? { status: 500, body: {} };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const testCredentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

const sentSchema = z.object({
  method: z.string(),
  path: z.string(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()),
});

/** Stands in for a stock client's connection and sends nothing: it tells what would have been sent, signed. */
export function recorder() {
  const sent: Received[] = [];
  const requestHandler = {
    handle(request: unknown): Promise<never> {
      const { method, path, body, headers } = sentSchema.parse(request);
      const text = body instanceof Uint8Array ? Buffer.from(body).toString() : String(body);
      sent.push({ method, path, body: JSON.parse(text), authorization: headers.authorization ?? '' });
      return Promise.reject(new Error('It is not sent.'));
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return { sent, requestHandler };
}
