import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readUntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import { packParts } from './pack-parts.ts';

const parts: [string, Uint8Array][] = [
  ['[Content_Types].xml', new TextEncoder().encode('<Types/>')],
  ['word/überschrift.xml', new Uint8Array(70_000).fill(65)],
  ['empty.xml', new Uint8Array()],
];

it('an archive of parts is read by others as it was packed', async () => {
  const archive = packParts(parts);
  expect(Object.entries(unzipSync(archive))).toEqual(parts);
  const zip = await readUntrustedZip(archive);
  for (const [path, bytes] of parts) expect(Buffer.from(await zip.read(path)).equals(bytes)).toBe(true);
  expect(Object.keys(unzipSync(packParts([])))).toEqual([]);
});
