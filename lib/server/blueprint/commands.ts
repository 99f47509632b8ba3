import 'server-only';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

/** Saves the definition as the next version of its id. */
export async function saveBlueprintOf(
  organization: string,
  definition: Readonly<Record<string, unknown>>,
): Promise<ActionResult<{ id: string; version: number }>> {
  const client = await getDataClient();
  const { data, errors } = await client.mutations.saveBlueprint({
    organization,
    definition: JSON.stringify(definition),
  });
  const [first] = errors ?? [];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data: { id: data.blueprintId, version: data.version } } : failure('InternalError');
}
