import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PRELOAD = path.join(import.meta.dirname, 'cognito-issuer.mjs');
const KEYS = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool/.well-known/jwks.json';

let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, url: request.url }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => server.close());

/** Runs a script in a process with the preload; what it prints. */
async function run(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', PRELOAD, '--input-type=module', '--eval', script],
    { env: { ...process.env, NODE_OPTIONS: '', AWS_ENDPOINT_URL: endpoint } },
  );
  return stdout.trim();
}

const answer = JSON.stringify({ method: 'GET', url: '/us-east-1_pool/.well-known/jwks.json' });

test('https.request, as aws-jwt-verify calls it, reaches the backend', async () => {
  const script = `
    import { request } from 'https';
    request('${KEYS}', { method: 'GET', responseTimeout: 1500 }, (response) => response.pipe(process.stdout)).end();`;
  expect(await run(script)).toBe(answer);
});

test('https.get with options reaches the backend', async () => {
  const script = `
    import https from 'node:https';
    const { hostname, pathname } = new URL('${KEYS}');
    https.get({ hostname, path: pathname, port: 443 }, (response) => response.pipe(process.stdout));`;
  expect(await run(script)).toBe(answer);
});

test('fetch reaches the backend', async () => {
  expect(await run(`console.log(await (await fetch('${KEYS}')).text())`)).toBe(answer);
});

test('other hosts are left alone', async () => {
  const script = `
    import https from 'node:https';
    https.get('https://127.0.0.1:1/us-east-1_pool').on('error', (error) => console.log(error.code));`;
  expect(await run(script)).toBe('ECONNREFUSED');
});

test('aws-jwt-verify itself gets its keys from the backend', async () => {
  const script = `
    import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
    const cache = new SimpleJwksCache();
    await cache.getJwks('${KEYS}').catch((error) => console.log(error.message));`;
  // The answer of this server is no key set: the complaint shows that it was read.
  expect(await run(script)).toContain('JWKS');
});
