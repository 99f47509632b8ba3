import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export interface Download {
  readonly key: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly expiresInSeconds: number;
}

export type SignDownload = (download: Download) => Promise<string>;

/** Signs downloads from a bucket; the browser saves the file under its name instead of showing it. */
export function createDownloadSigner(client: S3Client, bucket: string): SignDownload {
  return ({ key, fileName, contentType, expiresInSeconds }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: contentType,
      }),
      { expiresIn: expiresInSeconds },
    );
}
