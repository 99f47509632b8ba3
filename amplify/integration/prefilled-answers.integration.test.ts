import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, it } from 'vitest';
import { readReplyMetadata } from '#lib/domain/conversation/reply-metadata';
import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { eventually, replyTo, send } from './conversation.ts';
import { processed, upload } from './documents.ts';
import { administrator, newProject, outputs, type Person, personOf } from './people.ts';
import { recordsOf } from './records.ts';

let pm: Person;
let projectId: string;

const text = `# Data landscape

Our data warehouse is Snowflake. In total we hold about 40 TB of data.
`;

beforeAll(async () => {
  pm = await personOf('pm@demo.test');
  projectId = await newProject(pm, 'demo', 'Documents that answer');
  const bytes = new TextEncoder().encode(text);
  const id = await upload(pm, { projectId, fileName: 'landscape.md', contentType: 'text/markdown', bytes });
  await processed(pm, id);
  const Key = `${documentFolder({ organization: 'demo', projectId, id })}${documentFiles.chunks}`;
  const s3 = new S3Client(administrator);
  await eventually('the chunks of the document', () =>
    s3.send(new HeadObjectCommand({ Bucket: outputs.custom.bucketName, Key })).catch(() => undefined),
  );
});

const say = async (message: string, questionId?: string) => {
  const { id } = await send(pm, { projectId, message, ...(questionId ? { questionId } : {}) });
  return replyTo(pm, projectId, id);
};

const answersOf = async () => {
  const record = (await recordsOf('Assessment')).find((one) => one.projectId === projectId);
  const state: unknown = typeof record?.state === 'string' ? JSON.parse(record.state) : record?.state;
  return (state as { answers: Record<string, { source: object; how: string }> }).answers;
};

it('an answer in a document is offered with its place, and recorded when the person confirms it', async () => {
  const first = await say('Hello');
  expect(first.message).toContain('From **landscape.md**, line');
  const [control] = readReplyMetadata(first.metadata).controls;
  expect(control).toMatchObject({ kind: 'confirm', found: { documentName: 'landscape.md' } });
  expect(await answersOf()).toEqual({});
  await say(control?.options?.[0]?.value ?? '', control?.questionId);
  expect((await answersOf())[control?.questionId ?? '']).toMatchObject({
    how: 'confirmed',
    source: { document: { name: 'landscape.md' } },
  });
});
