import * as z from 'zod/mini';
import { knowledgeBaseLimits } from '#lib/domain/knowledge/states';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { StandingDocument } from '#lib/repositories/document-standing';
import type { OperationCall } from '#lib/runtime/operation';
import { type KnowledgeBaseCall, type KnowledgePorts, knowledgeBaseOf } from './ports.ts';

const argumentsSchema = z.object({ documentId: z.string() });

const refuse = (code: string, message: string) => fail({ type: 'ValidationError', code, field: 'documentId', message });
const notFound = (message: string) =>
  fail({ type: 'NotFound', code: 'DOCUMENT_NOT_FOUND', field: 'documentId', message });

/** Puts a document into a knowledge base; added twice, it is there once. */
export async function addKnowledgeDocument(call: OperationCall, ports: KnowledgePorts): Promise<Outcome<unknown>> {
  const { id, organization, provider } = knowledgeBaseOf(call);
  const documentId = argumentsSchema.parse(call.arguments).documentId.trim();
  if (provider === 'BEDROCK') return heldByBedrock;
  const [document] = documentId === '' ? [] : await ports.documents.list([documentId]);
  // Unknown and foreign ones answer alike.
  if (document?.organization !== organization) return notFound('There is no such document. Check its id.');
  const problem = problemOf(document);
  if (problem) return problem;
  const known = await ports.sources.listOf(id);
  const there = known.find((source) => source.documentId === documentId);
  if (there) return succeed(there);
  if (known.length >= knowledgeBaseLimits.documents) {
    return refuse(
      'TOO_MANY_DOCUMENTS',
      `A knowledge base holds at most ${knowledgeBaseLimits.documents} documents. Remove some, or make another one.`,
    );
  }
  const source = {
    ...{ knowledgeBaseId: id, documentId, organization, projectId: document.projectId, documentName: document.name },
    ...{ status: 'PENDING' as const, addedBy: call.caller.userId, addedAt: ports.now().toISOString() },
  };
  const created = (await ports.sources.create(source)) ?? (await ports.sources.get(source));
  return succeed(created ?? source);
}

const heldByBedrock = refuse(
  'KEPT_BY_BEDROCK',
  'The documents of this knowledge base are kept by Amazon Bedrock. Add them to its data source.',
);

/** Why a document of the organization cannot be searched, and what to do. */
function problemOf({ name, kind, status }: StandingDocument): Outcome<never> | undefined {
  if (kind === 'SOURCE') {
    return refuse('NOT_A_DOCUMENT', `“${name}” is a source: it is scanned, not searched. Choose a document.`);
  }
  switch (status) {
    case 'PROCESSED':
      return undefined;
    case 'REJECTED':
      return refuse('DOCUMENT_REJECTED', `“${name}” was rejected. Upload one that can be read.`);
    case 'AWAITING_UPLOAD':
    case 'UPLOADED':
    case 'PROCESSING':
    case 'RECOGNIZING':
      return refuse('DOCUMENT_NOT_PROCESSED', `“${name}” is not processed yet. Wait until it is, then add it.`);
  }
}

/** Takes a document out of a knowledge base; the document itself stays. */
export async function removeKnowledgeDocument(call: OperationCall, ports: KnowledgePorts): Promise<Outcome<unknown>> {
  const { id, provider }: KnowledgeBaseCall = knowledgeBaseOf(call);
  const documentId = argumentsSchema.parse(call.arguments).documentId.trim();
  if (provider === 'BEDROCK') return heldByBedrock;
  const removed = documentId === '' ? undefined : await ports.sources.remove({ knowledgeBaseId: id, documentId });
  return removed ? succeed(removed) : notFound('This document is not in the knowledge base.');
}

/** Asks the indexer, which listens to the record, to hold the knowledge base against its documents. */
export async function syncKnowledgeBase(call: OperationCall, ports: KnowledgePorts): Promise<Outcome<unknown>> {
  const { id, provider } = knowledgeBaseOf(call);
  if (provider === 'BEDROCK') return heldByBedrock;
  const updated = await ports.knowledgeBases.update(id, { status: 'SYNCING' });
  if (updated) return succeed(updated);
  return fail({
    ...{ type: 'NotFound', code: 'KNOWLEDGE_BASE_NOT_FOUND', field: 'knowledgeBaseId' },
    message: 'There is no such knowledge base. Check its id.',
  });
}
