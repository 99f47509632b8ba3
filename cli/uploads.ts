import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { DocumentKind } from '#lib/domain/document/states';
import { documentStatuses } from '#lib/domain/document/states';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';
import { packFolder } from './source-archive.ts';

const POLL_MS = 200;
const PATIENCE_MS = 5 * 60 * 1000;

const headers = z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text)));
const begun = z.object({
  generateDocumentUploadUrl: z.object({ documentId: z.string(), url: z.string(), headers }),
});
const document = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(documentStatuses),
  reason: z.string().nullish(),
});
export type UploadedDocument = z.infer<typeof document>;

/** Types by extension; anything else is sent as bytes, and looked at once it is there. */
const contentTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.zip': 'application/zip',
  '.json': 'application/json',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};

interface NewFile {
  readonly projectId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
}

/** Uploads a folder, as an archive of what may describe a system, or an archive as it is. */
export async function uploadSource(session: Session, projectId: string, source: string): Promise<UploadedDocument> {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (!stats) {
    throw new CommandError(`There is no ${path.resolve(source)}.`, 'Name a folder or a ZIP archive of the source.');
  }
  const name = path.basename(path.resolve(source));
  const bytes = stats.isDirectory() ? await packFolder(source) : readFileSync(source);
  const fileName = stats.isDirectory() ? `${name}.zip` : name;
  return upload(session, { projectId, fileName, bytes, kind: 'SOURCE' });
}

export async function uploadDocument(session: Session, projectId: string, file: string): Promise<UploadedDocument> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new CommandError(`There is no file ${path.resolve(file)}.`, 'Name a file for --document.');
  }
  return upload(session, { projectId, fileName: path.basename(file), bytes: readFileSync(file), kind: 'DOCUMENT' });
}

/** Uploads a file and waits until it is processed. @throws CommandError where it is rejected. */
async function upload(session: Session, { projectId, fileName, bytes, kind }: NewFile): Promise<UploadedDocument> {
  const contentType = contentTypes[path.extname(fileName).toLowerCase()] ?? 'application/octet-stream';
  const { generateDocumentUploadUrl: target } = await session.graphql(
    begun,
    `mutation($projectId: ID!, $fileName: String!, $contentType: String!, $size: Int!, $kind: DocumentKind) {
       generateDocumentUploadUrl(projectId: $projectId, fileName: $fileName, contentType: $contentType, size: $size, kind: $kind) {
         documentId url headers } }`,
    { projectId, fileName, contentType, size: bytes.length, kind },
  );
  const sent = await fetch(target.url, { method: 'PUT', headers: target.headers, body: Buffer.from(bytes) });
  if (!sent.ok) {
    throw new CommandError(`${fileName} could not be uploaded (${sent.status}).`, 'Run the command again.');
  }
  await session.graphql(
    z.object({ completeDocumentUpload: z.object({ id: z.string() }) }),
    'mutation($documentId: ID!) { completeDocumentUpload(documentId: $documentId) { id } }',
    { documentId: target.documentId },
  );
  return processed(session, target.documentId);
}

async function processed(session: Session, id: string): Promise<UploadedDocument> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { getDocument } = await session.graphql(
      z.object({ getDocument: document.nullable() }),
      'query($id: ID!) { getDocument(id: $id) { id name status reason } }',
      { id },
    );
    if (getDocument?.status === 'PROCESSED') return getDocument;
    if (getDocument?.status === 'REJECTED') {
      const reason = getDocument.reason ?? 'It cannot be read.';
      throw new CommandError(
        `${getDocument.name} was rejected: ${reason}`,
        'Correct the file and run the command again.',
      );
    }
    if (Date.now() > deadline) {
      throw new CommandError(
        `${getDocument?.name ?? id} is not processed.`,
        'Look at it in the web app, and try again.',
      );
    }
    await sleep(POLL_MS);
  }
}
