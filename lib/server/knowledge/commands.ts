import 'server-only';
import type { SyncSchedule } from '#lib/domain/knowledge/states';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError, type GraphqlErrorLike } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

type Answer<Data> = { data?: Data | null | undefined; errors?: readonly GraphqlErrorLike[] | undefined };

function resultOf<Data>({ data, errors }: Answer<Data>): ActionResult<Data> {
  const [first] = errors ?? [];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data } : failure('NotFound');
}

function idOf(answer: Answer<{ id: string }>): ActionResult<{ id: string }> {
  const result = resultOf(answer);
  return result.ok ? { ok: true, data: { id: result.data.id } } : result;
}

type NewKnowledgeBase = { organization: string; name: string; description: string };

/** Makes an empty knowledge base; answers its id. */
export async function createKnowledgeBaseOf({
  description,
  ...base
}: NewKnowledgeBase): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.models.KnowledgeBase.create({ ...base, ...(description && { description }) }));
}

/** Deletes a knowledge base; its documents stay in their projects. */
export async function deleteKnowledgeBaseById(id: string): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.models.KnowledgeBase.delete({ id }));
}

/** Says how often changed documents are indexed again by themselves. */
export async function scheduleKnowledgeBaseById(
  id: string,
  schedule: SyncSchedule,
): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.models.KnowledgeBase.update({ id, schedule }));
}

/** Has what has changed be indexed now. */
export async function syncKnowledgeBaseById(knowledgeBaseId: string): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.mutations.syncKnowledgeBase({ knowledgeBaseId }));
}

type KnowledgeDocument = { knowledgeBaseId: string; documentId: string };

/** Adds a processed document; it is found once it is indexed. */
export async function addKnowledgeDocumentOf(input: KnowledgeDocument): Promise<ActionResult<{ documentId: string }>> {
  const client = await getDataClient();
  const result = resultOf(await client.mutations.addKnowledgeDocument(input));
  return result.ok ? { ok: true, data: { documentId: input.documentId } } : result;
}

/** Takes a document out: nothing of it is found any more. */
export async function removeKnowledgeDocumentOf(
  input: KnowledgeDocument,
): Promise<ActionResult<{ documentId: string }>> {
  const client = await getDataClient();
  const result = resultOf(await client.mutations.removeKnowledgeDocument(input));
  return result.ok ? { ok: true, data: { documentId: input.documentId } } : result;
}
