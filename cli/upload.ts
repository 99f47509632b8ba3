import { openAsBlob, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type DocumentKind, documentStatuses } from '#lib/domain/document/states';
import { contentTypeOf } from '#lib/domain/document/upload';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';
import { packFolder } from './source-archive.ts';

const POLL_MS = 300;
/** A document is read within minutes; one that is not has been lost. */
const PATIENCE_MS = 10 * 60 * 1000;
const SEND_ATTEMPTS = 3;

const target = z.object({
  documentId: z.string(),
  url: z.string(),
  headers: z
    .union([z.string().transform((text): unknown => JSON.parse(text)), z.unknown()])
    .pipe(z.record(z.string(), z.string())),
  parts: z.array(z.object({ number: z.number(), offset: z.number(), size: z.number(), url: z.string() })),
});
const document = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(documentStatuses),
  kind: z.string().nullish(),
  reason: z.string().nullish(),
});
export type UploadedDocument = z.infer<typeof document>;

type UploadInput = {
  projectId: string;
  /** A file, or a folder, which is packed and uploaded as source code. */
  path: string;
  kind?: DocumentKind;
  say?: (line: string) => void;
};

/** Uploads a file or folder to a project and waits until it is read. @throws CommandError with the reason where it is rejected */
export async function uploadDocument(session: Session, { projectId, say = () => undefined, ...input }: UploadInput) {
  const { name, body, kind } = await bodyOf(input);
  const contentType = contentTypeOf(name);
  say(`uploading ${name} (${body.size} bytes) …`);
  const announced = { projectId, fileName: name, contentType, size: body.size, kind };
  let documentId: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const to = await announce(session, { ...announced, ...(documentId ? { documentId } : {}) });
    documentId = to.documentId;
    try {
      await send(to, body);
      break;
    } catch (error) {
      if (attempt < SEND_ATTEMPTS) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(
        `${name} could not be uploaded: ${reason}`,
        'Check the connection and run it again.',
        error,
      );
    }
  }
  await session.graphql(
    z.object({ completeDocumentUpload: z.object({ id: z.string() }) }),
    'mutation($documentId: ID!) { completeDocumentUpload(documentId: $documentId) { id } }',
    { documentId },
  );
  return await processed(session, documentId);
}

/** @throws CommandError where there is no such file, or nothing in it */
export function checkDocument(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new CommandError(`There is no ${path.resolve(file)}.`, 'Check the path.');
  if (found.isDirectory())
    throw new CommandError(`${file} is a folder.`, 'Name a file; a folder of code is a --source.');
  if (!found.isFile()) throw new CommandError(`${file} is no file.`, 'Name a file or a folder.');
  if (found.size === 0) throw new CommandError(`${file} is empty.`, 'Choose a file with content.');
}

async function bodyOf({ path: file, kind }: Pick<UploadInput, 'path' | 'kind'>) {
  const name = path.basename(path.resolve(file));
  if (kind !== 'DOCUMENT' && statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    return { name: `${name}.zip`, body: new Blob([Buffer.from(await packFolder(file))]), kind: 'SOURCE' };
  }
  checkDocument(file);
  return { name, body: await openAsBlob(file), kind: kind ?? null };
}

async function announce(session: Session, variables: Record<string, unknown>): Promise<z.infer<typeof target>> {
  const { generateDocumentUploadUrl } = await session.graphql(
    z.object({ generateDocumentUploadUrl: target }),
    `mutation($projectId: ID!, $fileName: String!, $contentType: String!, $size: Int!, $kind: DocumentKind, $documentId: ID) {
       generateDocumentUploadUrl(projectId: $projectId, fileName: $fileName, contentType: $contentType, size: $size,
         kind: $kind, documentId: $documentId) { documentId url headers parts { number offset size url } } }`,
    variables,
  );
  return generateDocumentUploadUrl;
}

async function send({ url, headers, parts }: z.infer<typeof target>, body: Blob): Promise<void> {
  if (parts.length === 0) await put(url, headers, body);
  for (const part of parts) await put(part.url, {}, body.slice(part.offset, part.offset + part.size));
}

async function put(url: string, headers: Record<string, string>, body: Blob): Promise<void> {
  const response = await fetch(url, { method: 'PUT', headers, body });
  await response.body?.cancel();
  // Of an earlier attempt whose answer was lost: it is there.
  if (!response.ok && response.status !== 412) throw new Error(`the storage answered ${response.status}`);
}

async function processed(session: Session, id: string): Promise<UploadedDocument> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const { getDocument } = await session.graphql(
      z.object({ getDocument: document.nullable() }),
      'query($id: ID!) { getDocument(id: $id) { id name status kind reason } }',
      { id },
    );
    if (!getDocument) throw new CommandError('The document was deleted while it was read.', 'Upload it again.');
    if (getDocument.status === 'PROCESSED') return getDocument;
    if (getDocument.status === 'REJECTED') {
      throw new CommandError(
        `${getDocument.name} was rejected: ${getDocument.reason ?? ''}`,
        'Mend the file and upload it again.',
      );
    }
  }
  throw new CommandError(
    'The document was not read in time.',
    'Look at its page in the web app and at the dead letters.',
  );
}
