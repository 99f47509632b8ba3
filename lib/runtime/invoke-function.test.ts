import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFunctionInvoker } from './invoke-function.ts';
import { createMeter } from './meter.ts';

const stops: (() => void)[] = [];
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0.001));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

async function service(...answers: ((response: ServerResponse) => unknown)[]) {
  const seen: { path: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      answers.shift()?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = () => ({ accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'session' });
  return {
    seen,
    invoke: createFunctionInvoker({ name: 'scan', memoryMb: 1024, timeoutMs: 2000, endpoint, credentials }),
  };
}

test('a function is called by its name, signed, and its time is metered', async () => {
  const { seen, invoke } = await service((response) => response.end('{"ok":true}'));
  const meter = createMeter();
  expect(await meter.run(() => invoke({ key: 'Grüße' }))).toEqual({ ok: true });
  expect(seen).toMatchObject([{ path: '/2015-03-31/functions/scan/invocations', body: '{"key":"Grüße"}' }]);
  expect(seen[0]?.headers.authorization).toMatch(/Credential=ASIA\/\d{8}\/[\w-]+\/lambda\/aws4_request/);
  expect(meter.usage().map(({ service: name, item }) => `${name} ${item}`)).toEqual([
    'lambda request',
    'lambda duration',
  ]);
});

test('a function that threw is not called again, one that was not reached is', async () => {
  const failed = await service((response) =>
    response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end('{"errorMessage":"out of memory"}'),
  );
  await expect(failed.invoke({})).rejects.toThrow(/scan failed.*out of memory/);
  expect(failed.seen).toHaveLength(1);
  const busy = await service(
    (response) => response.writeHead(429).end('{"__type":"TooManyRequestsException"}'),
    (response) => response.end('1'),
  );
  expect(await busy.invoke({})).toBe(1);
  expect(busy.seen).toHaveLength(2);
});

test('what is not called in time, or not wanted any more, is an error', async () => {
  const { invoke } = await service();
  await expect(invoke({}, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
});
