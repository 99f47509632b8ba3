import { crc32, deflateRawSync } from 'node:zlib';

/** A file as a test wants it in an archive; what is named besides `path` and `content` is written as told, true or not. */
export interface CraftedFile {
  readonly path: string;
  readonly content?: Uint8Array | string;
  readonly flags?: number;
  readonly method?: number;
  /** Of Unix, such as 0o120777 for a link. */
  readonly mode?: number;
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  /** Points to the packed bytes of the file with this index instead of its own. */
  readonly sameBytesAs?: number;
}

const utf8Names = 0x800;
const deflated = 8;

function header(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = buffer.writeUInt32LE(signature, 0);
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** Writes an archive that may lie, for tests of those who read strangers' archives. */
export function craftZip(files: readonly CraftedFile[], claimedEntries = files.length): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const file of files) {
    const content = Buffer.from(file.content ?? '');
    const method = file.method ?? deflated;
    const packed = method === deflated ? deflateRawSync(content) : content;
    const name = Buffer.from(file.path);
    const shared = [
      [2, (file.flags ?? 0) | utf8Names],
      [2, method],
      [4, 0],
      [4, file.claimedCrc ?? crc32(content)],
      [4, packed.length],
      [4, file.claimedSize ?? content.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const at = file.sameBytesAs === undefined ? offset : (offsets[file.sameBytesAs] ?? 0);
    offsets.push(at);
    if (file.sameBytesAs === undefined) {
      const bytes = Buffer.concat([header(0x04034b50, [[2, 20], ...shared]), name, packed]);
      local.push(bytes);
      offset += bytes.length;
    }
    const system = file.mode === undefined ? 0 : 3;
    const attributes = ((file.mode ?? 0) << 16) >>> 0;
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, attributes],
      [4, at],
    ] as const;
    central.push(header(0x02014b50, [[2, (system << 8) | 20], [2, 20], ...shared, ...rest]), name);
  }
  const directory = Buffer.concat(central);
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, claimedEntries],
    [2, claimedEntries],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...local, directory, end]);
}
