import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { craftZip } from './craft-zip.ts';
import { readUntrustedZip } from './read-untrusted-zip.ts';
import { ZipRejection } from './rejection.ts';

const text = new TextDecoder();

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const outcome = await attempt.then(
    () => 'taken',
    (error: unknown) => error,
  );
  if (outcome instanceof ZipRejection) return outcome.code;
  return String(outcome);
}

/** What is said of an archive once its directory and every file in it are read. */
async function verdict(bytes: Uint8Array, limits: Parameters<typeof readUntrustedZip>[1] = {}): Promise<string> {
  return await codeOf(
    (async () => {
      const zip = await readUntrustedZip(bytes, limits);
      for (const { path } of zip.files) await zip.read(path);
    })(),
  );
}

describe('readUntrustedZip', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zip-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('lists files without folders and unpacks them', async () => {
    const bytes = craftZip([
      { path: 'app/' },
      { path: 'app/index.ts', content: 'export {};' },
      { path: 'app/stored.txt', content: 'as it is', method: 0 },
      { path: 'empty.txt' },
      { path: 'windows\\style.txt', content: 'w' },
    ]);
    const zip = await readUntrustedZip(bytes);
    expect(zip.files).toEqual([
      { path: 'app/index.ts', size: 10 },
      { path: 'app/stored.txt', size: 8 },
      { path: 'empty.txt', size: 0 },
      { path: 'windows/style.txt', size: 1 },
    ]);
    expect(text.decode(await zip.read('app/index.ts'))).toBe('export {};');
    expect(text.decode(await zip.read('app/stored.txt'))).toBe('as it is');
    expect(await zip.read('empty.txt')).toHaveLength(0);
  });

  it('reads from disk too, and lets go of the file', async () => {
    const path = join(folder, 'a.zip');
    await writeFile(path, craftZip([{ path: 'a.txt', content: 'from disk' }]));
    const zip = await readUntrustedZip(path);
    expect(text.decode(await zip.read('a.txt'))).toBe('from disk');
    await zip.close();
    await expect(zip.read('a.txt')).rejects.toThrow();
  });

  it('reads back whatever another library packed', async () => {
    const name = fc.stringMatching(/^[a-z]{4,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.uint8Array({ maxLength: 2000 })), async (files) => {
        const zip = await readUntrustedZip(zipSync(files));
        for (const [path, content] of Object.entries(files)) {
          expect(Buffer.from(await zip.read(path)).equals(content)).toBe(true);
        }
        expect(zip.files).toHaveLength(Object.keys(files).length);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['../evil.txt', 'UNSAFE_NAME'],
    ['a/../../evil.txt', 'UNSAFE_NAME'],
    ['..\\evil.txt', 'UNSAFE_NAME'],
    ['/etc/passwd', 'UNSAFE_NAME'],
    ['C:/boot.ini', 'UNSAFE_NAME'],
    ['\\\\server\\share', 'UNSAFE_NAME'],
    ['a//b', 'UNSAFE_NAME'],
    ['a/./b', 'UNSAFE_NAME'],
    ['docs/NUL.txt', 'UNSAFE_NAME'],
    ['a\u0000b', 'UNSAFE_NAME'],
    ['cv\u202efdp.exe', 'UNSAFE_NAME'],
    ['a'.repeat(300), 'UNSAFE_NAME'],
    [`${'d/'.repeat(50)}f`, 'TOO_DEEP'],
  ])('refuses the path %j', async (path, code) => {
    expect(await verdict(craftZip([{ path: 'fine.txt' }, { path, content: 'x' }]))).toBe(code);
  });

  it('refuses two files of one path, also when its letters are composed differently', async () => {
    expect(await verdict(craftZip([{ path: 'a' }, { path: 'a' }]))).toBe('DUPLICATE_NAME');
    expect(await verdict(craftZip([{ path: 'caf\u00e9' }, { path: 'cafe\u0301' }]))).toBe('DUPLICATE_NAME');
  });

  it('refuses links, unless the caller leaves them out, and never takes devices', async () => {
    const link = craftZip([
      { path: 'l', content: '/etc/passwd', mode: 0o120777 },
      { path: 'f', mode: 0o100644 },
    ]);
    expect(await verdict(link)).toBe('SYMBOLIC_LINK');
    const zip = await readUntrustedZip(link, { links: 'skip' });
    expect(zip.files.map(({ path }) => path)).toEqual(['f']);
    expect(zip.skipped).toEqual(['l']);
    expect(await verdict(craftZip([{ path: 'd', mode: 0o020666 }]))).toBe('SPECIAL_FILE');
  });

  it('refuses encrypted files and unknown packing', async () => {
    expect(await verdict(craftZip([{ path: 'a', flags: 1, content: 'x' }]))).toBe('ENCRYPTED');
    expect(await verdict(craftZip([{ path: 'a', flags: 0x41, content: 'x' }]))).toBe('ENCRYPTED');
    expect(await verdict(craftZip([{ path: 'a', method: 14, content: 'x' }]))).toBe('UNSUPPORTED_COMPRESSION');
  });

  it('refuses what unpacks to too much, by what the directory says', async () => {
    const zeros = new Uint8Array(3 * 1024 * 1024);
    expect(await verdict(craftZip([{ path: 'bomb', content: zeros }]))).toBe('SUSPICIOUS_RATIO');
    const few = craftZip([
      { path: 'a', content: 'x'.repeat(50) },
      { path: 'b', content: 'y'.repeat(60) },
    ]);
    expect(await verdict(few, { totalBytes: 100 })).toBe('TOO_LARGE');
    expect(await verdict(few, { entryBytes: 55 })).toBe('ENTRY_TOO_LARGE');
    expect(await verdict(few, { entries: 1 })).toBe('TOO_MANY_ENTRIES');
  });

  it('refuses what unpacks to other than it promised, without unpacking more', async () => {
    const zeros = new Uint8Array(50 * 1024 * 1024);
    expect(await verdict(craftZip([{ path: 'a', content: zeros, claimedSize: 10 }]))).toBe('CORRUPT');
    expect(await verdict(craftZip([{ path: 'a', content: 'abc', claimedSize: 4 }]))).toBe('CORRUPT');
    expect(await verdict(craftZip([{ path: 'a', content: 'abc', claimedCrc: 1 }]))).toBe('CORRUPT');
  });

  it('refuses files that share packed bytes', async () => {
    const shared = craftZip([
      { path: 'a', content: 'same' },
      { path: 'b', content: 'same', sameBytesAs: 0 },
    ]);
    expect(await verdict(shared)).toBe('OVERLAPPING_ENTRIES');
  });

  it('tells what is no archive from what is a damaged one', async () => {
    expect(await verdict(Buffer.from('plain text'))).toBe('NOT_A_ZIP');
    expect(await verdict(new Uint8Array())).toBe('NOT_A_ZIP');
    const whole = craftZip([{ path: 'a', content: 'x'.repeat(100) }]);
    expect(await verdict(whole.subarray(0, whole.length - 5))).toBe('NOT_A_ZIP');
    expect(await verdict(craftZip([{ path: 'a' }], 9))).toBe('CORRUPT');
  });

  it('answers with a rejection, whatever bytes are turned over', async () => {
    const whole = craftZip([
      { path: 'a.txt', content: 'hello' },
      { path: 'b/c.txt', content: 'world' },
    ]);
    const position = fc.integer({ min: 0, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 0, max: 255 }), async (at, value) => {
        const broken = Buffer.from(whole);
        broken[at] = value;
        expect(await verdict(broken)).toMatch(/^(?:taken|[A-Z_]+)$/);
      }),
      { numRuns: 300 },
    );
  });

  it('does not call a missing file a bad archive', async () => {
    await expect(readUntrustedZip(join(folder, 'missing.zip'))).rejects.toThrow('ENOENT');
  });
});
