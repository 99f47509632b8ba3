import { meteredFiles, meterPlace } from '#lib/runtime/meter';
import type { StoredFile } from './ports.ts';

/** The project's bucket. Its client is loaded with the first file: most steps have none, and it weighs most of the function. */
export function createFileStore(bucket: string) {
  let opened: ReturnType<typeof open> | undefined;
  const client = () => (opened ??= open());

  return {
    async store({ key: Key, contentType: ContentType, body: Body, sha256 }: StoredFile): Promise<void> {
      const { s3, PutObjectCommand } = await client();
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, Metadata: { sha256 } }));
    },

    /** Undefined where there is no such file. */
    async readBytes(Key: string): Promise<Uint8Array | undefined> {
      const { s3, GetObjectCommand, NoSuchKey } = await client();
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    /** The text of a file. */
    async read(Key: string): Promise<string> {
      const { s3, GetObjectCommand } = await client();
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      if (!Body) throw new Error(`The file ${Key} is empty.`);
      return Body.transformToString();
    },
  };
}

async function open() {
  const { S3Client, PutObjectCommand, GetObjectCommand, NoSuchKey } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  s3.middlewareStack.add(meteredFiles, meterPlace);
  return { s3, PutObjectCommand, GetObjectCommand, NoSuchKey };
}
