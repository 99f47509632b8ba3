import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { documentFolder } from '#lib/domain/document/extracted';
import { uploadKey } from '#lib/domain/document/upload';
import type { RemovedDocument } from './removed-document.ts';

/** Removes all files of a document in all their versions, and what is left of its upload. Asked again, it finds nothing. */
export async function removeFiles(s3: S3Client, Bucket: string, document: RemovedDocument): Promise<number> {
  const Key = uploadKey(document);
  if (document.uploadId) await abort(s3, { Bucket, Key, UploadId: document.uploadId });
  return (await removeUnder(s3, Bucket, documentFolder(document))) + (await removeUnder(s3, Bucket, Key));
}

/** Removes all objects whose keys begin so, in all versions, the later ones than `until` excepted; answers how many. */
export async function removeUnder(s3: S3Client, Bucket: string, Prefix: string, until?: Date): Promise<number> {
  let removed = 0;
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (marker) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, ...marker }),
    );
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]
      .filter(({ LastModified }) => !until || !LastModified || LastModified <= until)
      .map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length > 0) {
      const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      const [refused] = Errors;
      if (refused) throw new Error(`${refused.Key} could not be removed: ${refused.Code} ${refused.Message}`);
    }
    removed += Objects.length;
    marker = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
  return removed;
}

async function abort(s3: S3Client, upload: { Bucket: string; Key: string; UploadId: string }): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand(upload));
  } catch (error) {
    // It was joined, or aborted before.
    if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
  }
}
