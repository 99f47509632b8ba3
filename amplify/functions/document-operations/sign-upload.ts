import * as z from 'zod/mini';
import { documentLinkSeconds } from '#lib/domain/document/states';
import { type CheckedUpload, checkUpload, partsOf, uploadKey } from '#lib/domain/document/upload';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { DocumentRecord } from '#lib/repositories/document';
import type { OperationCall } from '#lib/runtime/operation';
import type { DocumentOperationPorts } from './ports.ts';

const argumentsSchema = z.object({
  fileName: z.string(),
  contentType: z.string(),
  size: z.number(),
  kind: z.nullish(z.string()),
  documentId: z.nullish(z.string()),
});

/** Signs the upload of a new document, or again that of one whose upload was begun. */
export async function generateDocumentUploadUrl(
  call: OperationCall,
  ports: DocumentOperationPorts,
): Promise<Outcome<unknown>> {
  const { documentId, ...request } = argumentsSchema.parse(call.arguments);
  const checked = checkUpload(request);
  if (!checked.ok) return checked;
  const project = await projectOf(call, ports);
  if (!project.ok) return project;
  const document = documentId
    ? await begunUpload(documentId, project.data.id, checked.data, ports)
    : succeed(await beginUpload(call, project.data, checked.data, ports));
  return document.ok ? succeed(await linksTo(document.data, ports)) : document;
}

async function projectOf(
  { project, operation }: OperationCall,
  ports: DocumentOperationPorts,
): Promise<Outcome<{ id: string; organization: string }>> {
  if (!project) throw new Error(`${operation} was called without a project. The resolver loads it first.`);
  const current = await ports.projects.get(project.id);
  if (current?.organization !== project.organization) {
    const message = 'There is no such project. Check its id.';
    return fail({ type: 'NotFound', code: 'PROJECT_NOT_FOUND', field: 'projectId', message });
  }
  if (!current.archivedAt) return succeed(current);
  const message = 'The project is archived. Restore it to add documents.';
  return fail({ type: 'Conflict', code: 'PROJECT_ARCHIVED', field: 'projectId', message });
}

async function beginUpload(
  call: OperationCall,
  project: { id: string; organization: string },
  { fileName, contentType, size, kind }: CheckedUpload,
  ports: DocumentOperationPorts,
): Promise<DocumentRecord> {
  const id = ports.newId();
  const place = { id, organization: project.organization, projectId: project.id };
  const isInParts = partsOf(size).length > 0;
  return await ports.documents.create({
    ...place,
    name: fileName,
    contentType,
    size,
    kind,
    status: 'AWAITING_UPLOAD',
    attempts: 0,
    ...(isInParts ? { uploadId: await ports.files.beginParts({ key: uploadKey(place), contentType }) } : {}),
    uploadedBy: call.caller.userId,
    uploadedByEmail: call.caller.email,
    correlationId: call.correlationId,
    createdAt: ports.now().toISOString(),
  });
}

async function begunUpload(
  id: string,
  projectId: string,
  request: CheckedUpload,
  ports: DocumentOperationPorts,
): Promise<Outcome<DocumentRecord>> {
  const document = await ports.documents.get(id);
  if (document?.projectId !== projectId) {
    const message = 'There is no such document. Check its id.';
    return fail({ type: 'NotFound', code: 'DOCUMENT_NOT_FOUND', field: 'documentId', message });
  }
  const differing = (
    [
      ['fileName', document.name === request.fileName],
      ['contentType', document.contentType === request.contentType],
      ['size', document.size === request.size],
    ] as const
  ).find(([, isSame]) => !isSame);
  if (differing) {
    const [field] = differing;
    const message = `${field} is not what this upload was begun with. Choose the same file, or begin a new upload.`;
    return fail({ type: 'ValidationError', code: 'ANOTHER_FILE', field, message });
  }
  if (document.status === 'AWAITING_UPLOAD') return succeed(document);
  const message = 'This document is uploaded already. Begin a new upload for another version.';
  return fail({ type: 'Conflict', code: 'ALREADY_UPLOADED', field: 'documentId', message });
}

async function linksTo(document: DocumentRecord, { files, now }: DocumentOperationPorts) {
  const { id: documentId, contentType, size } = document;
  const key = uploadKey(document);
  const seconds = documentLinkSeconds;
  return {
    documentId,
    url: await files.signPut({ key, contentType, size, seconds }),
    // The second is not signed: who leaves it out may put the file once more, to no effect once it is taken.
    headers: { 'Content-Type': contentType, 'If-None-Match': '*' },
    expiresAt: new Date(now().getTime() + seconds * 1000).toISOString(),
    parts: await missingParts(document, key, files),
  };
}

async function missingParts(
  { uploadId, size }: DocumentRecord,
  key: string,
  files: DocumentOperationPorts['files'],
): Promise<unknown[]> {
  const parts = partsOf(size);
  if (!uploadId || parts.length === 0) return [];
  const sent = await files.sentParts({ key, uploadId });
  // Joined already, or expired: it is sent in one piece then.
  if (!sent) return [];
  const missing = parts.filter((part) => !sent.some((one) => one.number === part.number && one.size === part.size));
  return await Promise.all(
    missing.map(async (part) => ({
      ...part,
      url: await files.signPart({ key, uploadId, number: part.number, size: part.size, seconds: documentLinkSeconds }),
    })),
  );
}
