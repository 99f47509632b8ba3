import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { OfflineRequest } from '../kernel/http.ts';
import { Router } from '../router.ts';

const router = new Router([], {
  '': () => Promise.resolve({ status: 200, body: 'page' }),
  mailbox: () => Promise.resolve({ status: 200, body: '[]' }),
});

async function ask(method: string, rawPath: string, headers: Record<string, string> = {}): Promise<number> {
  const request: OfflineRequest = {
    ...{ method, rawPath, rawQuery: '', query: new URLSearchParams() },
    headers: { host: 'localhost:4566', ...headers },
    stream: Readable.from([]),
    body: () => Promise.resolve(Buffer.from('{}')),
    signal: new AbortController().signal,
  };
  const response = await router.handle(request);
  expect(Object.keys(response.headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual([]);
  return response.status;
}
const json = { 'content-type': 'application/json' };

describe('who may use the helper endpoints', () => {
  test('programs of this machine, by any of its loopback names', async () => {
    for (const host of ['localhost:4566', '127.0.0.1:4566', '[::1]:4566', 'localhost']) {
      expect(await ask('GET', '/_offline/mailbox', { host })).toBe(200);
    }
  });
  test('the inspector’s own page', async () => {
    const own = { origin: 'http://localhost:4566', 'sec-fetch-site': 'same-origin' };
    expect(await ask('GET', '/_offline/mailbox', own)).toBe(200);
    expect(await ask('POST', '/_offline/mailbox', { ...own, ...json })).toBe(200);
  });
  test('no name of another host, which DNS may turn to this machine', async () => {
    for (const host of [
      'evil.example',
      'evil.example:4566',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '10.0.0.1',
      '',
    ]) {
      expect(await ask('GET', '/_offline/mailbox', { host })).toBe(403);
    }
  });
  test('no page of another origin, not even of this machine', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3000',
      'http://127.0.0.1:4566',
      'https://localhost:4566',
    ]) {
      expect(await ask('GET', '/_offline/mailbox', { origin })).toBe(403);
      expect(await ask('PUT', '/_offline/mailbox', { origin, ...json })).toBe(403);
    }
  });
  test('no image, script or frame of another site, which carry no origin', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const hidden = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
      expect(await ask('GET', '/_offline/mailbox', hidden)).toBe(403);
      expect(await ask('GET', '/_offline', hidden)).toBe(403);
      expect(
        await ask('GET', '/_offline', { ...hidden, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
      ).toBe(403);
    }
  });
  test('a link from elsewhere opens the page, and nothing but the page', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await ask('GET', '/_offline', link)).toBe(200);
    expect(await ask('GET', '/_offline/mailbox', link)).toBe(403);
    expect(await ask('POST', '/_offline', { ...link, ...json })).toBe(403);
  });
});

describe('what a form could send', () => {
  test('is refused: writes are JSON', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'text/plain;application/json',
    ]) {
      expect(await ask('POST', '/_offline/mailbox', { 'content-type': type, 'sec-fetch-site': 'same-origin' })).toBe(
        415,
      );
      expect(await ask('POST', '/_offline/mailbox', { 'content-type': type, 'sec-fetch-site': 'none' })).toBe(415);
    }
    expect(await ask('POST', '/_offline/mailbox', { 'sec-fetch-site': 'same-origin' })).toBe(415);
    // A program may say nothing.
    expect(await ask('PUT', '/_offline/mailbox')).toBe(200);
    expect(await ask('PUT', '/_offline/mailbox', { 'content-type': 'application/json; charset=utf-8' })).toBe(200);
  });
  test('and so is what a browser asks before it sends JSON elsewhere', async () => {
    const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    expect(await ask('OPTIONS', '/_offline/mailbox', preflight)).toBe(405);
    expect(await ask('OPTIONS', '/_offline/mailbox', { ...preflight, origin: 'http://localhost:3000' })).toBe(403);
  });
});
