import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { partsOf, uploadKey } from '#lib/domain/document/upload';
import { eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { DocumentRecord } from '#lib/repositories/document';
import type { OperationCall } from '#lib/runtime/operation';
import type { DocumentOperationPorts, StoredObject } from './ports.ts';

/**
 * Takes a file that has arrived with the size and type that were signed: copies it to its place, which no link reaches,
 * and has it processed. Asked again, it answers the document as it is.
 */
export async function completeDocumentUpload(
  { document: found, operation }: OperationCall,
  ports: DocumentOperationPorts,
): Promise<Outcome<unknown>> {
  if (!found) throw new Error(`${operation} was called without a document. The resolver loads it first.`);
  const document = await ports.documents.get(found.id);
  if (!document) return gone();
  if (document.status !== 'AWAITING_UPLOAD') {
    // Whoever did this may have ended before it was told.
    if (document.status === 'UPLOADED') await ports.publish([uploaded(document)]);
    return succeed(document);
  }
  const file = await arrivedFile(document, ports);
  if (!file.ok) return file;
  const to = `${documentFolder(document)}${documentFiles.original}`;
  const etag = await ports.files.copy({ from: uploadKey(document), to, etag: file.data.etag });
  const uploadedAt = ports.now().toISOString();
  const updated = await ports.documents.updateFrom(document, { status: 'UPLOADED', etag, uploadedAt });
  if (updated) {
    await ports.publish([uploaded(updated)]);
    return succeed(updated);
  }
  const current = await ports.documents.get(document.id);
  return current ? succeed(current) : gone();
}

const gone = () =>
  fail({
    type: 'NotFound',
    code: 'DOCUMENT_NOT_FOUND',
    field: 'documentId',
    message: 'There is no such document. Check its id.',
  });

async function arrivedFile(document: DocumentRecord, ports: DocumentOperationPorts): Promise<Outcome<StoredObject>> {
  const key = uploadKey(document);
  const file = (await ports.files.find(key)) ?? (await joinedParts(document, key, ports));
  if (!file) {
    const message = 'The file has not arrived as a whole. Send it to the link first, then complete the upload.';
    return fail({ type: 'Conflict', code: 'UPLOAD_MISSING', field: 'documentId', message });
  }
  if (file.size === document.size && file.contentType === document.contentType) return succeed(file);
  const message = 'What has arrived is not the file that was announced. Begin a new upload.';
  return fail({ type: 'Conflict', code: 'ANOTHER_FILE', field: 'documentId', message });
}

/** The file that an upload in parts makes, once all of them are there. */
async function joinedParts(
  { uploadId, size }: DocumentRecord,
  key: string,
  { files }: DocumentOperationPorts,
): Promise<StoredObject | undefined> {
  const sent = uploadId ? await files.sentParts({ key, uploadId }) : undefined;
  if (!uploadId || !sent) return undefined;
  const isWhole = partsOf(size).every((part) =>
    sent.some((one) => one.number === part.number && one.size === part.size),
  );
  if (!isWhole) return undefined;
  await files.joinParts({ key, uploadId, parts: sent });
  return await files.find(key);
}

function uploaded(document: DocumentRecord): FactoryEvent {
  const { id, organization, projectId, name, contentType, size } = document;
  return {
    name: 'document.uploaded',
    detail: {
      schemaVersion: eventSchemaVersion,
      organization,
      projectId,
      correlationId: document.correlationId ?? id,
      idempotencyKey: `document.uploaded/${id}`,
      documentId: id,
      name,
      contentType,
      size,
    },
  };
}
