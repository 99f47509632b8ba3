import 'server-only';
import { driftTask } from '#lib/domain/design-view/design-files';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

type DriftCheck = { projectId: string; run: string; source: string };

/** Has a run's design be held against a newer source; answers the id of the run that does it. */
export async function checkDriftOf({ projectId, run, source }: DriftCheck): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  const { agentId, task } = driftTask;
  const { data, errors } = await client.mutations.executeTaskOnAgent({
    ...{ projectId, agentId, task: JSON.stringify({ task, input: { run, source } }) },
  });
  const [first] = errors ?? [];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data: { id: data } } : failure('NotFound');
}
