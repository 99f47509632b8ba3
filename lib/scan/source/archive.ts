import path from 'node:path';
import { readUntrustedZip } from '../../runtime/zip/read-untrusted-zip.ts';
import { readListing, type Source } from './source.ts';

const mebibyte = 1024 * 1024;
/** Repositories are large; of what is large only little is unpacked. */
const limits = { links: 'skip', entries: 100_000, totalBytes: 2048 * mebibyte, entryBytes: 512 * mebibyte } as const;

/** What code hosts append to a repository's name for an archive's folder. */
const HOSTED = /-(?:main|master|develop|trunk|v?\d[\w.]*|[0-9a-f]{7,40})$/;

/**
 * Reads the source in a ZIP archive, by its path, or by its bytes and file name. A folder around everything falls away
 * where it is the archive's own: the archive is named after it, or code hosts name it so.
 * @throws ZipRejection where the archive as a whole is unsafe or none
 */
export async function readArchive(
  archive: string | Uint8Array,
  fileName = typeof archive === 'string' ? archive : '',
): Promise<Source> {
  const zip = await readUntrustedZip(archive, limits);
  try {
    const prefix = wrapper(
      zip.files.map((file) => file.path),
      path.parse(fileName).name,
    );
    return await readListing({
      files: zip.files.map((file) => ({ path: file.path.slice(prefix.length), size: file.size })),
      read: (file) => zip.read(prefix + file),
    });
  } finally {
    await zip.close();
  }
}

function wrapper(paths: readonly string[], archive: string): string {
  const slash = paths[0]?.indexOf('/') ?? -1;
  if (slash <= 0) return '';
  const folder = paths[0]?.slice(0, slash) ?? '';
  const isOwn = isNamedAfter(archive, folder) || HOSTED.test(folder);
  return isOwn && paths.every((each) => each.startsWith(`${folder}/`)) ? `${folder}/` : '';
}

/** `shop`, and `shop-2` or `shop (1)` where it was packed again. */
function isNamedAfter(archive: string, folder: string): boolean {
  return archive === folder || (archive.startsWith(folder) && /^[-_. (]/.test(archive.slice(folder.length)));
}
