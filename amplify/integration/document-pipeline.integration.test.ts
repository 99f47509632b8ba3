import { createHash } from 'node:crypto';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentFolder, extractedDocumentSchema } from '#lib/domain/document/extracted';
import { uploadKey, uploadPartBytes } from '#lib/domain/document/upload';
import { eventually } from './conversation.ts';
import {
  beginUpload,
  completeUpload,
  downloadLink,
  getDocument,
  type NewFile,
  processed,
  putFile,
  upload,
  uploadMutation,
} from './documents.ts';
import { administrator, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { moveClock } from './tokens.ts';

let architect: Person;
let developer: Person;
let stranger: Person;
let projectId: string;
beforeAll(async () => {
  const manager = await personOf('pm@demo.test');
  architect = await personOf('architect@demo.test');
  developer = await personOf('developer@demo.test');
  stranger = await personOf('architect@other.test');
  projectId = await newProject(manager, 'demo', 'Documents');
});

const text = (fileName: string, content: string, contentType = 'text/plain'): NewFile => ({
  ...{ projectId, fileName, contentType },
  bytes: new TextEncoder().encode(content),
});

async function refusalOf(person: Person, variables: Record<string, unknown>) {
  const answer = await graphql(person, uploadMutation, {
    ...{ projectId, fileName: 'a.txt', contentType: 'text/plain', size: 1 },
    ...variables,
  });
  const [error] = answer.errors ?? [];
  return error ? `${error.errorType} ${String(error.errorInfo?.code)} ${String(error.errorInfo?.field)}` : 'taken';
}

const s3 = new S3Client(administrator);
async function keysUnder(Prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: outputs.custom.bucketName, Prefix }));
  return Contents.map(({ Key = '' }) => Key);
}

describe('a document', () => {
  it('is uploaded by its link, read, and given back as it was', async () => {
    const content =
      '# Über uns\n\nDie Plattform verarbeitet im Monat 12 Millionen Rechnungen der Kundinnen und Kunden.\n';
    const file = text('Über “uns” <b>.md', content, 'text/markdown');
    const id = await upload(architect, file);
    const document = await processed(architect, id);
    expect(document).toMatchObject({
      ...{ name: file.fileName, status: 'PROCESSED', kind: 'DOCUMENT', format: 'markdown', language: 'de', blocks: 2 },
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    });
    const link = await downloadLink(developer, id, 'text');
    const extracted = extractedDocumentSchema.parse(await (await fetch(link.url)).json());
    expect(extracted.blocks.map(({ position }) => position.line)).toEqual([1, 3]);
    const original = await fetch((await downloadLink(developer, id, 'original')).url);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%C3%9Cber/);
    expect(await original.text()).toBe(content);
  });

  it('is deleted with everything that was made of it, by who may write', async () => {
    const id = await upload(architect, text('gone.txt', 'Soon nobody reads these words any more.'));
    await processed(architect, id);
    const folder = documentFolder({ organization: 'demo', projectId, id });
    expect(await keysUnder(folder)).toEqual(expect.arrayContaining([`${folder}original`, `${folder}text.json`]));
    const deletion = 'mutation($id: ID!) { deleteDocument(input: { id: $id }) { id organization projectId } }';
    for (const person of [developer, stranger]) {
      expect((await graphql(person, deletion, { id })).errors?.[0]?.errorType).toBe('Unauthorized');
    }
    expect((await graphql(architect, deletion, { id })).errors).toBeUndefined();
    await eventually('its files to be gone', async () => {
      const left = [
        ...(await keysUnder(folder)),
        ...(await keysUnder(uploadKey({ organization: 'demo', projectId, id }))),
      ];
      return left.length === 0 || undefined;
    });
    expect(await getDocument(architect, id)).toBeNull();
  });
});

describe('the link of an upload', () => {
  it('takes the announced size and type, and nothing else', async () => {
    const file = text('exact.txt', 'exactly these words');
    const begun = await beginUpload(architect, file);
    const shorter = await putFile(begun, file.bytes.subarray(1));
    const longer = await putFile(begun, new TextEncoder().encode('exactly these words and more'));
    const headers = { ...begun.headers, 'Content-Type': 'text/html' };
    const otherType = await putFile({ ...begun, headers }, file.bytes);
    const unsigned = await putFile(
      { ...begun, url: begun.url.replace(/X-Amz-Signature=\w{4}/, 'X-Amz-Signature=0000') },
      file.bytes,
    );
    expect([shorter, longer, otherType, unsigned].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await putFile(begun, file.bytes)).status).toBe(200);
    const minutes = (Date.parse(begun.expiresAt) - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(15);
    expect(new URL(begun.url).searchParams.get('X-Amz-Expires')).toBe('900');
    expect(new URL(begun.url).pathname).not.toContain('exact');
  });

  it('is good for fifteen minutes and not longer', async () => {
    const file = text('late.txt', 'words that come too late');
    const begun = await beginUpload(architect, file);
    try {
      await moveClock(15 * 60_000 + 5000);
      const late = await putFile(begun, file.bytes);
      expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('expired')]);
      await moveClock(14 * 60_000);
      expect((await putFile(begun, file.bytes)).status).toBe(200);
    } finally {
      await moveClock(0);
    }
  });

  it('changes nothing when it is used again', async () => {
    const file = text('once.txt', 'the words that were meant');
    const begun = await beginUpload(architect, file);
    await putFile(begun, file.bytes);
    expect((await putFile(begun, file.bytes)).status).toBe(412);
    await completeUpload(architect, begun.documentId);
    await processed(architect, begun.documentId);
    // The condition left out, as somebody would who means harm; S3 then takes it, to no effect.
    await putFile(
      { ...begun, headers: { 'Content-Type': 'text/plain' } },
      new TextEncoder().encode('the words that were FORGED'.slice(0, 25)),
    );
    const again = await completeUpload(architect, begun.documentId);
    expect(again).toMatchObject({ status: 'PROCESSED', sha256: createHash('sha256').update(file.bytes).digest('hex') });
    const original = await fetch((await downloadLink(architect, begun.documentId, 'original')).url);
    expect(await original.text()).toBe('the words that were meant');
  });

  it('is not given for what cannot be a document, naming the argument', async () => {
    const cases: readonly [Record<string, unknown>, string][] = [
      [{ size: 0 }, 'ValidationError FILE_EMPTY size'],
      [{ size: 101 * 1024 * 1024 }, 'ValidationError FILE_TOO_LARGE size'],
      [{ fileName: '../../etc/passwd' }, 'ValidationError FILE_NAME_PATH fileName'],
      [{ fileName: 'cv\u202efdp.exe' }, 'ValidationError FILE_NAME_TEXT_DIRECTION fileName'],
      [{ fileName: 'NUL.txt' }, 'ValidationError FILE_NAME_DEVICE_NAME fileName'],
      [{ contentType: 'application/x-msdownload' }, 'ValidationError UNSUPPORTED_TYPE contentType'],
      [{ projectId: 'no-such-project' }, 'NotFound PROJECT_NOT_FOUND projectId'],
    ];
    for (const [variables, refusal] of cases) expect(await refusalOf(architect, variables)).toBe(refusal);
    expect(await refusalOf(developer, {})).toBe('Unauthorized CAPABILITY_MISSING projectId');
    expect(await refusalOf(stranger, {})).toBe('NotFound PROJECT_NOT_FOUND projectId');
  });

  it('must have been used before the upload is complete, by who may', async () => {
    const file = text('late.txt', 'late');
    const { documentId } = await beginUpload(architect, file);
    const completion = 'mutation($id: ID!) { completeDocumentUpload(documentId: $id) { id organization } }';
    const refusal = async (person: Person, id: string) => {
      const [error] = (await graphql(person, completion, { id })).errors ?? [];
      return `${error?.errorType} ${String(error?.errorInfo?.code)}`;
    };
    expect(await refusal(architect, documentId)).toBe('Conflict UPLOAD_MISSING');
    expect(await refusal(developer, documentId)).toBe('Unauthorized CAPABILITY_MISSING');
    expect(await refusal(stranger, documentId)).toBe('NotFound DOCUMENT_NOT_FOUND');
    expect(await refusal(architect, 'no-such-document')).toBe('NotFound DOCUMENT_NOT_FOUND');
  });
});

describe('a large file', () => {
  it('is sent in parts, and goes on where it stopped', async () => {
    const line = 'A line of a long text that goes on and on, in many words.\n';
    const bytes = Buffer.alloc(uploadPartBytes + 1000, line);
    const file: NewFile = { projectId, fileName: 'long.txt', contentType: 'text/plain', bytes };
    const begun = await beginUpload(architect, file);
    expect(begun.parts.map(({ number, size }) => `${number}: ${size}`)).toEqual([`1: ${uploadPartBytes}`, '2: 1000']);
    const put = (part: (typeof begun.parts)[number]) =>
      putFile({ url: part.url, headers: {} }, bytes.subarray(part.offset, part.offset + part.size));
    for (const part of begun.parts.slice(1)) expect((await put(part)).status).toBe(200);
    await expect(completeUpload(architect, begun.documentId)).rejects.toThrow('not arrived as a whole');
    const resumed = await beginUpload(architect, file, begun.documentId);
    expect(resumed.parts.map(({ number }) => number)).toEqual([1]);
    for (const part of resumed.parts) expect((await put(part)).status).toBe(200);
    await completeUpload(architect, begun.documentId);
    expect(await processed(architect, begun.documentId)).toMatchObject({
      status: 'PROCESSED',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });
});
