import type { Checksums, StoredBlob } from './blobs.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksum.ts';
import { noSuchUpload } from './errors.ts';
import type { Draft, StoredPart } from './objects.ts';
import type { S3State } from './state.ts';

/** How the parts of an upload, and the object they become, are checked. */
export type UploadChecksum = {
  algorithm: ChecksumAlgorithm;
  type: ChecksumType;
  /** The client asked for it; else it is S3's own CRC64NVME. */
  isStated: boolean;
};
type StoredDraft = Draft & { checksum: UploadChecksum };

export type Upload = { id: string; bucket: string; key: string; started: number; draft: StoredDraft };
export type Part = StoredPart & { md5: string; modified: number };

export function startUpload(state: S3State, upload: Omit<Upload, 'started'>): number {
  const { id, bucket, key, draft } = upload;
  const started = state.context.clock.now();
  state.store.run(
    "INSERT INTO upload (id, bucket, key, headers, metadata, started, draft) VALUES (?, ?, ?, '{}', '{}', ?, ?)",
    ...[id, bucket, key, started, JSON.stringify(draft)],
  );
  return started;
}

export const toUpload = (row: Record<string, unknown>): Upload => ({
  id: String(row.id),
  bucket: String(row.bucket),
  key: String(row.key),
  started: Number(row.started),
  draft: {
    ...NO_DRAFT,
    headers: JSON.parse(String(row.headers)) as Record<string, string>,
    metadata: JSON.parse(String(row.metadata)) as Record<string, string>,
    ...(JSON.parse(String(row.draft)) as Partial<StoredDraft>),
  },
});
const NO_DRAFT = {
  tags: {},
  storageClass: 'STANDARD',
  extras: {},
  checksum: { algorithm: 'crc64nvme', type: 'FULL_OBJECT', isStated: false },
} as const;

/** @throws S3Error NoSuchUpload */
export function uploadOf(state: S3State, id: string, bucket: string, key: string): Upload {
  const row = state.store.get('SELECT * FROM upload WHERE id = ? AND bucket = ? AND key = ?', id, bucket, key);
  if (!row) throw noSuchUpload(id);
  return toUpload(row);
}

export const partsOf = ({ store }: S3State, upload: string): Part[] =>
  store.all('SELECT * FROM part WHERE upload = ? ORDER BY number', upload).map((row) => ({
    number: Number(row.number),
    blob: String(row.blob),
    size: Number(row.size),
    md5: String(row.md5),
    modified: Number(row.modified),
    checksums: JSON.parse(String(row.checksums)) as Checksums,
  }));

/** Stores a part, in place of an earlier one of its number. Answers when. @throws S3Error NoSuchUpload */
export function savePart(
  { store, blobs, context }: S3State,
  upload: Upload,
  number: number,
  content: StoredBlob,
): number {
  const modified = context.clock.now();
  const files = store.transaction(() => {
    // It may have been completed or aborted while the part came in.
    if (!store.get('SELECT 1 FROM upload WHERE id = ?', upload.id)) throw noSuchUpload(upload.id);
    const replaced = store.get('SELECT blob FROM part WHERE upload = ? AND number = ?', upload.id, number)?.blob;
    blobs.keep(content);
    store.run(
      'INSERT OR REPLACE INTO part (upload, number, blob, size, md5, modified, checksums) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[upload.id, number, content.blob, content.size, content.md5, modified, JSON.stringify(content.checksums)],
    );
    return typeof replaced === 'string' ? blobs.forget([replaced]) : [];
  });
  blobs.removeFiles(files);
  return modified;
}

/** Forgets an upload and its parts, whose contents stay; to be called in a transaction. */
export function forgetUpload({ store }: S3State, id: string): void {
  store.run('DELETE FROM part WHERE upload = ?', id);
  store.run('DELETE FROM upload WHERE id = ?', id);
}

/** Ends an upload and removes what came of it. */
export function abortUpload(state: S3State, id: string): void {
  const files = state.store.transaction(() => {
    const blobs = partsOf(state, id).map(({ blob }) => blob);
    forgetUpload(state, id);
    return state.blobs.forget(blobs);
  });
  state.blobs.removeFiles(files);
}
