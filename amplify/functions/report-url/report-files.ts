import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** What is known of a file without reading it. */
export interface ReportFile {
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

export interface ReportFiles {
  find(key: string): Promise<ReportFile | undefined>;
  sign(input: { key: string; fileName: string; contentType: string; expiresInSeconds: number }): Promise<string>;
}

/**
 * The reports in a bucket. The record of the artifact is not asked: what can be downloaded is what lies there, and
 * the table's client would double this function's weight.
 */
export function createReportFiles(client: S3Client, bucket: string): ReportFiles {
  return {
    async find(key) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return {
          contentType: head.ContentType ?? 'application/octet-stream',
          size: head.ContentLength ?? 0,
          sha256: head.Metadata?.sha256 ?? '',
        };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /** The browser saves the file under its name instead of showing it. */
    sign({ key, fileName, contentType, expiresInSeconds }) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: contentType,
      });
      return getSignedUrl(client, command, { expiresIn: expiresInSeconds });
    },
  };
}
