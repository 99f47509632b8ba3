import type { LookupAddress } from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { serve } from '../testing.ts';
import { createPost, readText } from './outbound.ts';

const services: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});

const { signal } = new AbortController();
const ask = (url: string) => ({ url, headers: {}, body: {}, signal });

/** A name server that gives each list of addresses once, the last one again and again. */
function resolver(...answers: readonly string[][]) {
  const asked: string[] = [];
  const resolve = (host: string, done: (error: Error | null, found: LookupAddress[]) => void) => {
    const addresses = answers[Math.min(asked.push(host), answers.length) - 1] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { resolve, asked };
}

async function start(listener: Parameters<typeof serve>[0]) {
  const service = await serve(listener);
  services.push(service);
  return service;
}

describe('a request to elsewhere', () => {
  it.each([
    ...['http://127.0.0.1:1/', 'https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/latest/meta-data/'],
    // Other spellings of loopback.
    ...['https://0x7f.1/', 'https://2130706433/', 'https://[::ffff:127.0.0.1]/', 'https://017700000001/'],
    ...[
      'ftp://example.com/',
      'file:///etc/passwd',
      'nonsense',
      'https://me:secret@example.com/',
      'http://example.com/',
    ],
  ])('is not made to %s', async (url) => {
    await expect(createPost([])(ask(url))).rejects.toMatchObject({ name: 'ProviderFailure', isRetryable: false });
  });

  it('is not made where one address of a name is not public', async () => {
    const { resolve } = resolver(['93.184.215.14', '10.0.0.1']);
    const post = createPost([], resolve);
    await expect(post(ask('https://rebind.example/'))).rejects.toThrow('not a public address');
  });

  it('goes to the very address that was checked, however the name changes', async () => {
    const service = await start((_, response) => response.end('{}'));
    const { resolve, asked } = resolver(['127.0.0.1'], ['10.0.0.1']);
    const { port } = new URL(service.url);
    const post = createPost(['steady.example'], resolve);
    expect(await readText(await post(ask(`http://steady.example:${port}/`)))).toBe('{}');
    expect(asked).toEqual(['steady.example']);
  });

  it('uses its connection again', async () => {
    const ports = new Set<unknown>();
    const service = await start((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const post = createPost(['127.0.0.1']);
    for (let times = 0; times < 3; times += 1) await readText(await post(ask(service.url)));
    expect(ports.size).toBe(1);
  });

  it.each([
    [429, true],
    [503, true],
    [400, false],
    [401, false],
    [302, false],
  ])('that is answered %i may be made again: %s', async (status, isRetryable) => {
    const service = await start((_, response) =>
      response.writeHead(status, { location: 'http://10.0.0.1/' }).end('no'),
    );
    await expect(createPost(['127.0.0.1'])(ask(service.url))).rejects.toMatchObject({ isRetryable });
  });

  it('may be made again where nobody answers, or the answer breaks off', async () => {
    const service = await start((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const post = createPost(['127.0.0.1']);
    const reading = post(ask(service.url)).then(readText);
    await expect(reading).rejects.toMatchObject({ isRetryable: true });
    await expect(post(ask('http://127.0.0.1:1/'))).rejects.toMatchObject({ isRetryable: true });
  });

  it('takes no answer without end', async () => {
    const service = await start((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(1_000_000)));
        response.once('drain', more);
      };
      more();
    });
    const reading = createPost(['127.0.0.1'])(ask(service.url)).then(readText);
    await expect(reading).rejects.toThrow('more than 10000000 bytes');
  });
});
