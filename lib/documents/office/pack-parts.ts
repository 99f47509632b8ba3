import { crc32 } from 'node:zlib';

const localSize = 30;
const directorySize = 46;
const endSize = 22;
/** Version 2.0, as far as it is needed; names are UTF-8. */
const version = 20;
const utf8 = 0x0800;

/**
 * Packs parts into an archive without compressing them: a library that only reads archives gets parts that were checked, and
 * unpacks nothing else. Quicker than one that could compress, which counts checksums itself.
 */
export function packParts(parts: Iterable<readonly [path: string, bytes: Uint8Array]>): Buffer {
  const entries = [...parts].map(([path, bytes]) => ({ name: Buffer.from(path), bytes, sum: crc32(bytes) }));
  const size = entries.reduce(
    (sum, { name, bytes }) => sum + localSize + directorySize + 2 * name.length + bytes.length,
    endSize,
  );
  const archive = Buffer.alloc(size);
  let at = 0;
  const offsets = entries.map(({ name, bytes, sum }) => {
    const offset = at;
    archive.writeUInt32LE(0x04034b50, at);
    writeHead(archive, at + 4, { name, bytes, sum });
    name.copy(archive, at + localSize);
    archive.set(bytes, at + localSize + name.length);
    at += localSize + name.length + bytes.length;
    return offset;
  });
  const directory = at;
  for (const [index, entry] of entries.entries()) {
    archive.writeUInt32LE(0x02014b50, at);
    archive.writeUInt16LE(version, at + 4);
    writeHead(archive, at + 6, entry);
    archive.writeUInt32LE(offsets[index] ?? 0, at + 42);
    entry.name.copy(archive, at + directorySize);
    at += directorySize + entry.name.length;
  }
  archive.writeUInt32LE(0x06054b50, at);
  archive.writeUInt16LE(entries.length, at + 8);
  archive.writeUInt16LE(entries.length, at + 10);
  archive.writeUInt32LE(at - directory, at + 12);
  archive.writeUInt32LE(directory, at + 16);
  return archive;
}

interface Entry {
  readonly name: Buffer;
  readonly bytes: Uint8Array;
  readonly sum: number;
}

/** What the head of a file and its entry in the directory have in common: from the version needed to the name's length. */
function writeHead(archive: Buffer, at: number, { name, bytes, sum }: Entry): void {
  archive.writeUInt16LE(version, at);
  archive.writeUInt16LE(utf8, at + 2);
  // 1980-01-01, the first day that there is.
  archive.writeUInt16LE(33, at + 8);
  archive.writeUInt32LE(sum, at + 10);
  archive.writeUInt32LE(bytes.length, at + 14);
  archive.writeUInt32LE(bytes.length, at + 18);
  archive.writeUInt16LE(name.length, at + 22);
}
