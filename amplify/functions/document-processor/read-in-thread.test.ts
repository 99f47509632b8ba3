import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInThread } from './read-in-thread.ts';

const roomy = { memoryBytes: process.memoryUsage.rss() + 2 ** 31, milliseconds: 30_000 };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a reader of this source on three bytes. */
async function read(source: string, limits = roomy) {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  await writeFile(file, `import { parentPort, workerData } from 'node:worker_threads';\n${source}`);
  const task = { name: 'a', contentType: 'text/plain', kind: null, bytes: Uint8Array.from([1, 2, 3]) };
  return await readInThread(pathToFileURL(file), task, limits);
}

describe('the reading thread', () => {
  it('answers what it read, and sees nothing of the environment', async () => {
    const answer = await read(
      'parentPort.postMessage({ ok: false, code: "EMPTY", reason: `${workerData.bytes.length} ${Object.keys(process.env).length}` });',
    );
    expect(answer).toEqual({ ok: false, code: 'EMPTY', reason: '3 0' });
  });

  it('is ended when it takes too long', async () => {
    const answer = await read('for (;;);', { ...roomy, milliseconds: 300 });
    expect(answer).toMatchObject({ code: 'EXCEEDS_LIMITS', reason: expect.stringContaining('0.3 seconds') as unknown });
  });

  it('is ended when it takes too much memory, within its heap and outside', async () => {
    const limits = { ...roomy, memoryBytes: process.memoryUsage.rss() + 200 * 2 ** 20 };
    const outside = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(2 ** 24, 1)), 1);';
    expect(await read(outside, limits)).toMatchObject({ code: 'EXCEEDS_LIMITS' });
    const within = 'const kept = []; for (;;) kept.push({ kept: [...kept.slice(-100)] });';
    expect(await read(within, limits)).toMatchObject({ code: 'EXCEEDS_LIMITS' });
  });

  it('tells our own failures from those of documents', async () => {
    await expect(read('throw new Error("ours");')).rejects.toThrow('ours');
    await expect(read('process.exit(3);')).rejects.toThrow('ended with 3');
  });
});
