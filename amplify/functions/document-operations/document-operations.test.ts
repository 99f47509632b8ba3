import { beforeEach, describe, expect, it } from 'vitest';
import { uploadPartBytes } from '#lib/domain/document/upload';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { DocumentRecord } from '#lib/repositories/document';
import type { OperationCall } from '#lib/runtime/operation';
import { completeDocumentUpload } from './complete-upload.ts';
import type { DocumentOperationPorts, SentPart, StoredObject } from './ports.ts';
import { generateDocumentDownloadUrl } from './sign-download.ts';
import { generateDocumentUploadUrl } from './sign-upload.ts';

let records: Map<string, DocumentRecord>;
let objects: Map<string, StoredObject>;
let sent: SentPart[];
let published: FactoryEvent[];
let project: { id: string; organization: string; archivedAt?: string } | undefined;

const ports: DocumentOperationPorts = {
  documents: {
    get: (id) => Promise.resolve(records.get(id)),
    create: (record) => Promise.resolve(records.set(record.id, record).get(record.id) ?? record),
    updateFrom: (read, { metadata: _, ...update }) => {
      const current = records.get(read.id);
      if (current?.status !== read.status) return Promise.resolve(undefined);
      const next = { ...current, ...update };
      records.set(read.id, next);
      return Promise.resolve(next);
    },
  },
  projects: {
    get: () =>
      Promise.resolve(
        project && {
          ...project,
          name: 'P',
          status: 'CREATED',
          progress: { assessment: 0, design: 0, planning: 0, implementation: 0 },
          progressVersion: 0,
        },
      ),
  },
  files: {
    signPut: ({ key, size, contentType, seconds }) => Promise.resolve(`put ${key} ${size} ${contentType} ${seconds}`),
    signPart: ({ number, size }) => Promise.resolve(`part ${number} ${size}`),
    signGet: ({ key, fileName }) => Promise.resolve(`get ${key} ${fileName}`),
    find: (key) => Promise.resolve(objects.get(key)),
    beginParts: () => Promise.resolve('u1'),
    sentParts: () => Promise.resolve(sent),
    joinParts: ({ key, parts }) => {
      const size = parts.reduce((sum, part) => sum + part.size, 0);
      objects.set(key, { size, contentType: 'text/plain', etag: '"joined-2"' });
      return Promise.resolve();
    },
    copy: ({ from, to, etag }) => {
      const file = objects.get(from);
      if (file?.etag !== etag) return Promise.reject(new Error('PreconditionFailed'));
      objects.set(to, { ...file, etag: '"copied"' });
      return Promise.resolve('"copied"');
    },
  },
  publish: (events) => Promise.resolve(void published.push(...events)),
  now: () => new Date(0),
  newId: () => 'd1',
};

const call = (operation: string, args: Record<string, unknown>): OperationCall => ({
  operation,
  arguments: args,
  project: { id: 'p1', organization: 'demo', name: 'P' },
  document: { id: 'd1', organization: 'demo', projectId: 'p1' },
  caller: { userId: 'u', email: 'a@demo.test', groups: [], capabilities: [] },
  requestId: 'r',
  correlationId: 'c',
});
const file = { fileName: 'a.txt', contentType: 'text/plain', size: 5 };
const begin = (more: Record<string, unknown> = {}) =>
  generateDocumentUploadUrl(call('generateDocumentUploadUrl', { ...file, ...more }), ports);
const complete = () => completeDocumentUpload(call('completeDocumentUpload', {}), ports);
const codeOf = ({ ...outcome }: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code);

beforeEach(() => {
  records = new Map();
  objects = new Map();
  sent = [];
  published = [];
  project = { id: 'p1', organization: 'demo' };
});

describe('an upload', () => {
  it('is recorded under its exact name and signed under a key without it', async () => {
    expect(await begin()).toMatchObject({
      data: {
        documentId: 'd1',
        url: 'put uploads/demo/p1/d1 5 text/plain 900',
        headers: { 'Content-Type': 'text/plain', 'If-None-Match': '*' },
        expiresAt: '1970-01-01T00:15:00.000Z',
        parts: [],
      },
    });
    expect(records.get('d1')).toMatchObject({
      name: 'a.txt',
      status: 'AWAITING_UPLOAD',
      uploadedByEmail: 'a@demo.test',
    });
  });

  it('is not begun for a project that is archived or gone', async () => {
    project = { id: 'p1', organization: 'demo', archivedAt: '2026-01-01' };
    expect(codeOf(await begin())).toBe('PROJECT_ARCHIVED');
    project = { id: 'p1', organization: 'other' };
    expect(codeOf(await begin())).toBe('PROJECT_NOT_FOUND');
    expect(records.size).toBe(0);
  });

  it('is signed again for the same file only, and only while it waits', async () => {
    await begin();
    expect(codeOf(await begin({ documentId: 'd1' }))).toBe('ok');
    expect(codeOf(await begin({ documentId: 'd1', size: 6 }))).toBe('ANOTHER_FILE');
    expect(codeOf(await begin({ documentId: 'nobody' }))).toBe('DOCUMENT_NOT_FOUND');
    objects.set('uploads/demo/p1/d1', { size: 5, contentType: 'text/plain', etag: '"e"' });
    await complete();
    expect(codeOf(await begin({ documentId: 'd1' }))).toBe('ALREADY_UPLOADED');
  });

  it('of a large file names the parts that are missing, and is complete with the last', async () => {
    const size = uploadPartBytes + 1;
    await begin({ size });
    sent = [{ number: 1, size: uploadPartBytes, etag: '"1"' }];
    expect(await begin({ size, documentId: 'd1' })).toMatchObject({
      data: { parts: [{ number: 2, offset: uploadPartBytes, size: 1, url: 'part 2 1' }] },
    });
    expect(codeOf(await complete())).toBe('UPLOAD_MISSING');
    sent.push({ number: 2, size: 1, etag: '"2"' });
    expect(codeOf(await complete())).toBe('ok');
    expect(records.get('d1')).toMatchObject({ status: 'UPLOADED', etag: '"copied"' });
  });
});

describe('a completed upload', () => {
  it('is copied to its place and told once as a fact, however often it is said', async () => {
    await begin();
    expect(codeOf(await complete())).toBe('UPLOAD_MISSING');
    objects.set('uploads/demo/p1/d1', { size: 5, contentType: 'text/plain', etag: '"e"' });
    for (let time = 0; time < 3; time += 1) expect(codeOf(await complete())).toBe('ok');
    expect(new Set(published.map(({ detail }) => detail.idempotencyKey))).toEqual(new Set(['document.uploaded/d1']));
    expect([...objects.keys()]).toContain('documents/demo/p1/d1/original');
  });

  it('is refused where another file lies there', async () => {
    await begin();
    objects.set('uploads/demo/p1/d1', { size: 6, contentType: 'text/plain', etag: '"e"' });
    expect(codeOf(await complete())).toBe('ANOTHER_FILE');
    expect(records.get('d1')?.status).toBe('AWAITING_UPLOAD');
  });
});

describe('a download', () => {
  const download = (part?: string) => generateDocumentDownloadUrl(call('generateDocumentDownloadUrl', { part }), ports);

  it('is of the file or its text, once they are there', async () => {
    await begin();
    expect(codeOf(await download())).toBe('FILE_NOT_FOUND');
    objects.set('documents/demo/p1/d1/original', { size: 5, contentType: 'text/plain', etag: '"e"' });
    objects.set('documents/demo/p1/d1/text.json', { size: 50, contentType: 'application/json', etag: '"t"' });
    expect(await download()).toMatchObject({ data: { url: 'get documents/demo/p1/d1/original a.txt', size: 5 } });
    expect(await download('text')).toMatchObject({ data: { fileName: 'a.txt.json', contentType: 'application/json' } });
  });
});
