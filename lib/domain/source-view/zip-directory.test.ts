import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { endBytes, findDirectory, findEntry, localHeaderSize, readEntries } from './zip-directory.ts';

const files = { 'app/src/a.ts': strToU8('export const a = 1;\n'.repeat(50)), 'app/größe.txt': strToU8('ü') };
const entriesOf = (zip: Uint8Array) => {
  const directory = findDirectory(zip.subarray(-endBytes));
  return directory ? readEntries(zip.subarray(directory.offset, directory.offset + directory.size)) : undefined;
};

describe('the list of files in an archive', () => {
  it('names every file, and where it lies', () => {
    const zip = zipSync(files);
    const entries = entriesOf(zip);
    expect(entries?.map(({ path, size }) => [path, size])).toEqual([
      ['app/src/a.ts', 1000],
      ['app/größe.txt', 2],
    ]);
    for (const { offset, path } of entries ?? []) {
      const header = localHeaderSize(zip.subarray(offset)) ?? 0;
      expect(header).toBe(30 + strToU8(path).length);
    }
  });

  it('is found behind a comment', () => {
    const zip = zipSync(files);
    const commented = new Uint8Array([...zip, ...strToU8('hello')]);
    new DataView(commented.buffer).setUint16(zip.length - 2, 5, true);
    expect(entriesOf(commented)).toHaveLength(2);
  });

  it('leaves out folders and what is encrypted', () => {
    const zip = zipSync({ ...files, 'app/empty/': new Uint8Array() });
    expect(entriesOf(zip)).toHaveLength(2);
    const { offset } = findDirectory(zip) ?? { offset: 0 };
    new DataView(zip.buffer).setUint16(offset + 8, 1, true);
    expect(entriesOf(zip)).toHaveLength(1);
  });

  it('is none of what is no archive, and never fails', () => {
    expect(findDirectory(strToU8('%PDF-1.7'))).toBeUndefined();
    expect(localHeaderSize(new Uint8Array(5))).toBeUndefined();
    expect(localHeaderSize(new Uint8Array(40))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => [findDirectory(bytes), readEntries(bytes), localHeaderSize(bytes)]).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), (at, value) => {
        const zip = zipSync(files);
        zip[at % zip.length] = value;
        expect(() => entriesOf(zip)).not.toThrow();
      }),
    );
  });
});

describe('a path within the source', () => {
  const entries = entriesOf(zipSync(files)) ?? [];

  it('may leave out the one folder around everything', () => {
    expect(findEntry(entries, 'app/src/a.ts')?.path).toBe('app/src/a.ts');
    expect(findEntry(entries, 'src/a.ts')?.path).toBe('app/src/a.ts');
  });

  it('leads to nothing where there is none', () => {
    expect(findEntry(entries, 'a.ts')).toBeUndefined();
    expect(findEntry([], 'a.ts')).toBeUndefined();
    const two = [...entries, ...entries.map((entry) => ({ ...entry, path: `b/${entry.path}` }))];
    expect(findEntry(two, 'src/a.ts')).toBeUndefined();
  });
});
