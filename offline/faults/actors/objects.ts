import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Actor, Ambiguous, type Step } from './actor.ts';

const Bucket = 'objects';
const KEYS = 6;
const LARGEST = 300_000;
const DELETED = 'nothing';

const digest = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Objects that are written over, deleted, and uploaded in parts: whichever content is there is whole. */
export function objects(name: string): Actor {
  const contents = new Ambiguous<string>();

  const write = async (step: Step, send: (Key: string, Body: Buffer) => Promise<unknown>) => {
    const key = `${name}/${Math.floor(step.random() * KEYS)}`;
    const body = Buffer.alloc(1 + Math.floor(step.random() * LARGEST), String(step.random()));
    contents.begin(key, digest(body));
    await send(key, body);
    contents.acknowledge(key, digest(body));
  };
  const put = (step: Step) =>
    write(step, (Key, Body) => step.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body })));
  const upload = (step: Step) =>
    write(step, async (Key, Body) => {
      const { UploadId } = await step.clients.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const place = { Bucket, Key, UploadId };
      const { ETag } = await step.clients.s3.send(new UploadPartCommand({ ...place, PartNumber: 1, Body }));
      await step.clients.s3.send(
        new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }),
      );
    });
  const remove = async ({ clients, random }: Step) => {
    const key = `${name}/${Math.floor(random() * KEYS)}`;
    contents.begin(key, DELETED);
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    contents.acknowledge(key, DELETED);
  };
  const kinds = [put, put, upload, remove];

  return {
    name,
    step: (step) => (kinds[Math.floor(step.random() * kinds.length)] ?? put)(step),
    async check({ s3 }) {
      const problems = await Promise.all(
        contents.keys().map(async (key) => {
          try {
            const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
            return contents.settle(key, digest((await Body?.transformToByteArray()) ?? Buffer.alloc(0)));
          } catch (error) {
            if (!(error instanceof NoSuchKey)) throw error;
            // Never written at all, or deleted: both look so.
            return contents.settle(key, undefined) && contents.settle(key, DELETED);
          }
        }),
      );
      return problems.filter((problem) => problem !== undefined);
    },
  };
}
