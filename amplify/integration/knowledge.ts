import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { type Block, documentFiles, documentFolder, type ExtractedDocument } from '#lib/domain/document/extracted';
import { administrator, ask, outputs, type Person } from './people.ts';
import { plant } from './records.ts';

const s3 = new S3Client(administrator);
const id = z.object({ id: z.string() });

/** What a processor would have made of a document: one paragraph a page. */
function extractedOf(paragraphs: readonly string[]): ExtractedDocument {
  const blocks = paragraphs.map((text, index): Block => ({ kind: 'paragraph', text, position: { page: index + 1 } }));
  return {
    ...{ schemaVersion: 1, format: 'pdf', title: null, language: 'en', metadata: {}, pages: blocks.length, blocks },
    ...{ outline: [], warnings: [] },
  };
}

/** Puts the text of a document where its processor does. */
export async function putText(
  document: { organization: string; projectId: string; id: string },
  paragraphs: readonly string[],
): Promise<void> {
  const Key = `${documentFolder(document)}${documentFiles.text}`;
  const Body = JSON.stringify(extractedOf(paragraphs));
  await s3.send(new PutObjectCommand({ Bucket: outputs.custom.bucketName, Key, Body }));
}

/** A document that was uploaded and processed before, with these pages. */
export async function plantDocument(
  { organization, projectId, name = 'policy.pdf' }: { organization: string; projectId: string; name?: string },
  paragraphs: readonly string[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const document = { id: crypto.randomUUID(), organization, projectId };
  const at = '2026-11-21T08:00:00.000Z';
  await putText(document, paragraphs);
  await plant('Document', {
    ...document,
    ...{ name, contentType: 'application/pdf', size: 1, kind: 'DOCUMENT', status: 'PROCESSED' },
    ...{ attempts: 1, createdAt: at, updatedAt: at, __typename: 'Document' },
    ...more,
  });
  return document.id;
}

const fields =
  'id organization name description schedule provider embeddings config status documentCount chunkCount syncedAt syncShard nextSyncAt createdBy createdByEmail createdAt updatedAt';

/** A new knowledge base of the person's organization. */
export async function newKnowledgeBase(person: Person, organization: string, name: string): Promise<string> {
  const document = `mutation($input: CreateKnowledgeBaseInput!) { createKnowledgeBase(input: $input) { ${fields} } }`;
  return (await ask(person, id, document, { input: { organization, name } })).id;
}

const standing = z.object({
  status: z.string().nullable(),
  chunkCount: z.number(),
  documentCount: z.number(),
  syncedAt: z.string().nullable(),
});

/** How a knowledge base stands. */
export const getKnowledgeBase = (person: Person, knowledgeBaseId: string) =>
  ask(person, standing, 'query($id: ID!) { getKnowledgeBase(id: $id) { status chunkCount documentCount syncedAt } }', {
    id: knowledgeBaseId,
  });

const sourceSchema = z.object({ documentId: z.string(), status: z.string(), version: z.string().nullable() });
const sourcesSchema = z.object({ items: z.array(sourceSchema) });

/** The documents of a knowledge base. */
export async function listSources(person: Person, knowledgeBaseId: string) {
  const query = `query($id: ID!) {
    listKnowledgeSources(knowledgeBaseId: $id, limit: 1000) { items { documentId status version } }
  }`;
  return (await ask(person, sourcesSchema, query, { id: knowledgeBaseId })).items;
}

export const addDocument = `mutation($knowledgeBaseId: ID!, $documentId: ID!) {
  addKnowledgeDocument(knowledgeBaseId: $knowledgeBaseId, documentId: $documentId) {
    knowledgeBaseId documentId organization documentName status
  }
}`;
export const removeDocument = `mutation($knowledgeBaseId: ID!, $documentId: ID!) {
  removeKnowledgeDocument(knowledgeBaseId: $knowledgeBaseId, documentId: $documentId) { documentId organization }
}`;
export const syncBase = `mutation($knowledgeBaseId: ID!) {
  syncKnowledgeBase(knowledgeBaseId: $knowledgeBaseId) { ${fields} }
}`;
export const search = `query($knowledgeBaseId: ID!, $query: String!, $limit: Int) {
  searchKnowledge(knowledgeBaseId: $knowledgeBaseId, query: $query, limit: $limit) {
    knowledgeBaseId query hasEvidence message rankedBy
    passages {
      documentId documentName projectId text headings page slide sheet row line paragraph entry firstBlock lastBlock
      score highlights { start end }
    }
  }
}`;

const answerSchema = z.object({
  hasEvidence: z.boolean(),
  message: z.string(),
  rankedBy: z.string(),
  passages: z.array(
    z.object({
      documentId: z.string(),
      documentName: z.string(),
      projectId: z.string().nullable(),
      text: z.string(),
      page: z.number().nullable(),
      highlights: z.array(z.object({ start: z.number(), end: z.number() })),
    }),
  ),
});

/** Asks a knowledge base as a person. */
export const searchIn = (person: Person, knowledgeBaseId: string, query: string, limit?: number) =>
  ask(person, answerSchema, search, { knowledgeBaseId, query, ...(limit === undefined ? {} : { limit }) });
