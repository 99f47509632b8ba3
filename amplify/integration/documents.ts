import { z } from 'zod';
import { eventually } from './conversation.ts';
import { ask, type Person } from './people.ts';

const uploadSchema = z.object({
  documentId: z.string(),
  url: z.string(),
  headers: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  expiresAt: z.string(),
  parts: z.array(z.object({ number: z.number(), offset: z.number(), size: z.number(), url: z.string() })),
});
export type Upload = z.infer<typeof uploadSchema>;

const documentSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  kind: z.string().nullish(),
  format: z.string().nullish(),
  sha256: z.string().nullish(),
  reasonCode: z.string().nullish(),
  reason: z.string().nullish(),
  language: z.string().nullish(),
  pages: z.number().nullish(),
  blocks: z.number().nullish(),
  warnings: z.array(z.string()).nullish(),
  metadata: z.unknown(),
});
const documentFields = 'id name status kind format sha256 reasonCode reason language pages blocks warnings metadata';

export interface NewFile {
  readonly projectId: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly kind?: 'DOCUMENT' | 'SOURCE';
}

export const uploadMutation = `mutation($projectId: ID!, $fileName: String!, $contentType: String!, $size: Int!, $kind: DocumentKind, $documentId: ID) {
  generateDocumentUploadUrl(projectId: $projectId, fileName: $fileName, contentType: $contentType, size: $size,
    kind: $kind, documentId: $documentId) { documentId url headers expiresAt parts { number offset size url } } }`;

export function beginUpload(person: Person, { bytes, ...file }: NewFile, documentId?: string): Promise<Upload> {
  return ask(person, uploadSchema, uploadMutation, { ...file, size: bytes.length, documentId });
}

export function putFile(upload: Pick<Upload, 'url' | 'headers'>, bytes: Uint8Array): Promise<Response> {
  return fetch(upload.url, { method: 'PUT', headers: upload.headers, body: Buffer.from(bytes) });
}

export function completeUpload(person: Person, documentId: string) {
  const query = `mutation($documentId: ID!) { completeDocumentUpload(documentId: $documentId) { ${documentFields} } }`;
  return ask(person, documentSchema, query, { documentId });
}

/** Uploads a file as a person does; answers the document's id. */
export async function upload(person: Person, file: NewFile): Promise<string> {
  const begun = await beginUpload(person, file);
  const { status } = await putFile(begun, file.bytes);
  if (status !== 200) throw new Error(`The upload was answered with ${status}.`);
  await completeUpload(person, begun.documentId);
  return begun.documentId;
}

export function getDocument(person: Person, id: string) {
  const query = `query($id: ID!) { getDocument(id: $id) { ${documentFields} } }`;
  return ask(person, documentSchema.nullable(), query, { id });
}

/** The document once its processing is over. */
export function processed(person: Person, id: string) {
  return eventually(`document ${id} to be processed`, async () => {
    const document = await getDocument(person, id);
    return document?.status === 'PROCESSED' || document?.status === 'REJECTED' ? document : undefined;
  });
}

const linkSchema = z.object({ url: z.string(), fileName: z.string(), contentType: z.string(), size: z.number() });

export function downloadLink(person: Person, documentId: string, part: 'original' | 'text') {
  const query = `query($documentId: ID!, $part: DocumentPart) {
    generateDocumentDownloadUrl(documentId: $documentId, part: $part) { url fileName contentType size } }`;
  return ask(person, linkSchema, query, { documentId, part });
}
