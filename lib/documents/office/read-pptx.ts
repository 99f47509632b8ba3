import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { BlockList } from '../block-list.ts';
import type { ReadResult, SourceFile } from '../extraction.ts';
export async function readPptx(_: UntrustedZip, _list: BlockList): Promise<ReadResult> {
  throw new Error('later');
}
