import type { Position } from '#lib/domain/document/extracted';
import { DocumentRejection } from '#lib/domain/document/rejection';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { BlockList } from '../block-list.ts';
import { endingOf } from '../detect-format.ts';
import type { ReadResult, SourceFile } from '../extraction.ts';
import { type OpenDocument, openDocument, rejectionOfZip } from '../open-document.ts';

/** Rejections that condemn the whole archive: whoever packs such a file means harm, or nothing of it fits. */
const condemning = ['HOSTILE_ARCHIVE', 'NESTED_ARCHIVE', 'TOO_LARGE', 'XML_ENTITIES', 'EXCEEDS_LIMITS'];

/** What systems add to archives by themselves. */
const isNoise = (path: string) => /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git\/|~\$)/.test(path);

type ReadOpened = (opened: OpenDocument, file: SourceFile, list: BlockList) => Promise<ReadResult>;

/** Reads the documents of an archive one after the other; each block says of which. What is not taken is told of. */
export async function readArchive(zip: UntrustedZip, list: BlockList, readOpened: ReadOpened): Promise<ReadResult> {
  const warnings: string[] = [];
  let first: DocumentRejection | undefined;
  let read = 0;
  let pages = 0;
  for (const { path } of zip.files.filter((file) => !isNoise(file.path))) {
    try {
      const file = { name: path, contentType: 'application/octet-stream', bytes: await unpacked(zip, path) };
      const placed = withEntry(list, path);
      const before = list.blocks.length;
      const result = await readOpened(await openDocument(file), file, placed);
      if (list.blocks.length === before) continue;
      read += 1;
      pages += result.pages ?? 1;
      warnings.push(...(result.warnings ?? []).map((warning) => `${path}: ${warning}`));
    } catch (error) {
      if (!(error instanceof DocumentRejection) || condemning.includes(error.code)) throw error;
      first ??= error;
      warnings.push(`${path} was left out: ${error.message}`);
    }
  }
  if (read > 0) return { pages, warnings, metadata: { files: String(zip.files.length) } };
  if (first) throw new DocumentRejection(first.code, `No file of the archive can be read. ${first.message}`);
  throw new DocumentRejection('EMPTY', 'The archive holds no document with text.');
}

async function unpacked(zip: UntrustedZip, path: string): Promise<Uint8Array> {
  if (endingOf(path) === 'zip') {
    throw new DocumentRejection('NESTED_ARCHIVE', 'The archive holds another archive. Unpack that one first.');
  }
  return await zip.read(path).catch((error: unknown) => {
    throw rejectionOfZip(error);
  });
}

function withEntry(list: BlockList, entry: string): BlockList {
  const at = (position: Position): Position => ({ ...position, entry });
  return {
    blocks: list.blocks,
    add: (block) => list.add({ ...block, position: at(block.position) }),
    heading: (level, text, position) => list.heading(level, text, at(position)),
    table: (rows, position) => list.table(rows, at(position)),
  };
}
