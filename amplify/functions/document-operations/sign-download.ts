import * as z from 'zod/mini';
import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { documentLinkSeconds, documentParts } from '#lib/domain/document/states';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { DocumentOperationPorts } from './ports.ts';

const argumentsSchema = z.object({ part: z.nullish(z.enum(documentParts)) });

/**
 * The link to a document's file, which browsers save and never show in place, or to its text. The original's type is
 * the one that was announced, harmless beside the disposition.
 */
export async function generateDocumentDownloadUrl(
  call: OperationCall,
  { documents, files, now }: DocumentOperationPorts,
): Promise<Outcome<unknown>> {
  if (!call.document) throw new Error(`${call.operation} was called without a document. The resolver loads it first.`);
  const part = argumentsSchema.parse(call.arguments).part ?? 'original';
  const document = await documents.get(call.document.id);
  const key = `${documentFolder(call.document)}${documentFiles[part]}`;
  const file = document && (await files.find(key));
  if (!file) {
    const message =
      part === 'text' ? 'This document has no text (yet). Look at its state.' : 'The file has not been uploaded yet.';
    return fail({ type: 'NotFound', code: 'FILE_NOT_FOUND', field: 'documentId', message });
  }
  const fileName = part === 'text' ? `${document.name}.json` : document.name;
  const contentType = part === 'text' ? 'application/json' : document.contentType;
  const url = await files.signGet({ key, fileName, contentType, seconds: documentLinkSeconds });
  const expiresAt = new Date(now().getTime() + documentLinkSeconds * 1000).toISOString();
  const sha256 = part === 'original' ? (document.sha256 ?? '') : '';
  return succeed({ url, fileName, contentType, size: file.size, sha256, expiresAt });
}
