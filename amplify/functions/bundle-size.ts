import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of a synthesized function's code, gzipped. */
export function bundleBytes(assembly: string, s3Key: string): number {
  return gzipSync(readFileSync(join(assembly, `asset.${s3Key.replace(/\.zip$/, '')}`, 'index.mjs'))).byteLength;
}
