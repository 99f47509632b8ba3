import 'server-only';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

/** Deletes a document; its text, chunks and files follow by themselves. */
export async function deleteDocumentById(id: string): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  const { data, errors } = await client.models.Document.delete({ id });
  const [first] = errors ?? [];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data: { id } } : failure('NotFound');
}
