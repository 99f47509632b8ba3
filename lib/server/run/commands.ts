import 'server-only';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError, type GraphqlErrorLike } from '#lib/domain/result/graphql-failure';
import type { ApprovalDecision } from '#lib/domain/run/statuses';
import { getDataClient } from '../data/data-client.ts';

type Answer = { data?: { id: string } | null | undefined; errors?: readonly GraphqlErrorLike[] | undefined };

function idOf({ data, errors }: Answer): ActionResult<{ id: string }> {
  const first = errors?.[0];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data: { id: data.id } } : failure('NotFound');
}

type NewRun = {
  projectId: string;
  blueprintId: string;
  input: Readonly<Record<string, unknown>>;
  idempotencyKey: string;
};

/** Starts a run; the same key starts no second one. Answers its id. */
export async function startRunOf({ input, ...run }: NewRun): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.mutations.startRun({ ...run, input: JSON.stringify(input) }));
}

export async function cancelRunById(runId: string): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.mutations.cancelRun({ runId }));
}

/** Has a failed step or branch be tried again. */
export async function retryStepOf(runId: string, stepId: string): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.mutations.retryStep({ runId, stepId }));
}

type Replay = {
  runId: string;
  fromStepId: string;
  input?: Readonly<Record<string, unknown>> | undefined;
  idempotencyKey: string;
};

/** A new run from a step of another one on, with another input a fork. Answers the new run's id. */
export async function replayRunFrom({ input, ...replay }: Replay): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  const changed = input === undefined ? {} : { input: JSON.stringify(input) };
  return idOf(await client.mutations.replayRun({ ...replay, ...changed }));
}

type Decision = { approvalId: string; decision: ApprovalDecision; comment: string };

/** Decides a gate; the first decision holds. */
export async function decideApprovalOf(decision: Decision): Promise<ActionResult<{ id: string }>> {
  const client = await getDataClient();
  return idOf(await client.mutations.decideApproval(decision));
}
