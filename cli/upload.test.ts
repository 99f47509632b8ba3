import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readUntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { Session } from './session.ts';
import { uploadDocument } from './upload.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'factory-upload-'));
let server: Server;
let origin = '';
/** What arrived at the storage, by address. */
let arrived: Map<string, Buffer>;
/** What the storage answers next, before it takes anything. */
let refusals: number[];
let announced: Record<string, unknown>[];
let outcome: Record<string, unknown>;
let parts: { number: number; offset: number; size: number; url: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = refusals.shift() ?? 200;
      if (status === 200) arrived.set(request.url ?? '', Buffer.concat(chunks));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  arrived = new Map();
  refusals = [];
  announced = [];
  parts = [];
  outcome = { status: 'PROCESSED', reason: null };
});

const session: Session = {
  user: 'pm@demo.test',
  accessToken: () => Promise.resolve('token'),
  graphql: (shape, query, variables = {}) => {
    const generateDocumentUploadUrl = {
      documentId: 'd1',
      url: `${origin}/whole`,
      headers: '{"Content-Type":"text/plain"}',
      parts,
    };
    if (query.includes('generateDocumentUploadUrl')) announced.push(variables);
    const getDocument = { id: 'd1', name: 'a.txt', kind: 'DOCUMENT', ...outcome };
    return Promise.resolve(
      shape.parse({ generateDocumentUploadUrl, completeDocumentUpload: { id: 'd1' }, getDocument }),
    );
  },
};
const file = (name: string, content: string) => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};
const upload = (at: string) => uploadDocument(session, { projectId: 'p', path: at });

describe('a file of the command line', () => {
  it('is announced with its name, type and size, sent, and waited for', async () => {
    expect(await upload(file('a.txt', 'words'))).toMatchObject({ id: 'd1', status: 'PROCESSED' });
    expect(announced).toEqual([{ projectId: 'p', fileName: 'a.txt', contentType: 'text/plain', size: 5, kind: null }]);
    expect(String(arrived.get('/whole'))).toBe('words');
  });

  it('is sent again, as the same upload, where the connection fails', async () => {
    refusals = [500, 503];
    await upload(file('a.txt', 'words'));
    expect(announced.map(({ documentId }) => documentId)).toEqual([undefined, 'd1', 'd1']);
    refusals = [500, 500, 500];
    await expect(upload(file('a.txt', 'words'))).rejects.toThrow('the storage answered 500');
  });

  it('counts as sent where it is there already', async () => {
    refusals = [412];
    expect(await upload(file('a.txt', 'words'))).toMatchObject({ status: 'PROCESSED' });
  });

  it('is sent in the parts that are missing', async () => {
    parts = [{ number: 2, offset: 3, size: 2, url: `${origin}/part-2` }];
    await upload(file('a.txt', 'words'));
    expect([...arrived].map(([at, bytes]) => `${at} ${String(bytes)}`)).toEqual(['/part-2 ds']);
  });

  it('is told of with the reason where it is rejected', async () => {
    outcome = { status: 'REJECTED', reason: 'The PDF is encrypted.' };
    await expect(upload(file('a.pdf', 'x'))).rejects.toThrow('a.txt was rejected: The PDF is encrypted.');
  });

  it('must be there and hold something', async () => {
    await expect(upload(path.join(folder, 'missing'))).rejects.toThrow('There is no');
    await expect(upload(file('empty.txt', ''))).rejects.toThrow('is empty');
    await expect(uploadDocument(session, { projectId: 'p', path: folder, kind: 'DOCUMENT' })).rejects.toThrow(
      'is a folder',
    );
  });
});

it('a folder is sent as an archive of its code', async () => {
  const root = path.join(folder, 'app');
  mkdirSync(path.join(root, 'src'), { recursive: true });
  mkdirSync(path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'src/index.ts'), 'export {};');
  writeFileSync(path.join(root, 'node_modules/x.js'), '1');
  await upload(root);
  expect(z.array(z.looseObject({ fileName: z.string(), kind: z.string() })).parse(announced)).toMatchObject([
    { fileName: 'app.zip', contentType: 'application/zip', kind: 'SOURCE' },
  ]);
  const zip = await readUntrustedZip(arrived.get('/whole') ?? new Uint8Array());
  expect(zip.files.map(({ path: name }) => name)).toEqual(['.source', 'src/index.ts']);
});
