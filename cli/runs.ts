import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runStatuses, stepRecordStatuses } from '#lib/domain/run/statuses';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';

const POLL_MS = 250;
/** Longer without any change than a worker's message is hidden, after which a lost one comes again. */
const PATIENCE_MS = 35 * 60 * 1000;

const json = z.union([z.string().transform((text) => JSON.parse(text) as unknown), z.unknown()]);
const stepState = z.looseObject({ status: z.string(), attempt: z.number().default(0), reason: z.string().optional() });
const run = z.object({
  id: z.string(),
  name: z.string(),
  projectId: z.string(),
  blueprintId: z.string(),
  status: z.enum(runStatuses),
  version: z.number(),
  reason: z.string().nullish(),
  startedAt: z.string(),
  endedAt: z.string().nullish(),
  replayOf: z.string().nullish(),
  state: json.pipe(z.looseObject({ steps: z.record(z.string(), stepState) })),
});
export type CliRun = z.infer<typeof run>;

const FIELDS = 'id name projectId blueprintId status version reason startedAt endedAt replayOf state';

/** Undefined when there is no such run. */
export async function findRun(session: Session, id: string): Promise<CliRun | undefined> {
  const { getRun } = await session.graphql(
    z.object({ getRun: run.nullable() }),
    `query($id: ID!) { getRun(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return getRun ?? undefined;
}

/** @throws CommandError when there is no such run. */
export async function readRun(session: Session, id: string): Promise<CliRun> {
  const found = await findRun(session, id);
  if (found) return found;
  throw new CommandError(`There is no run ${JSON.stringify(id)} in your organization.`, 'Check its id.');
}

/** Ids of the runs that a run replays, one another's, and its own: oldest first. */
export async function lineageOf(session: Session, run: Pick<CliRun, 'id' | 'replayOf'>): Promise<string[]> {
  const ids = [run.id];
  let replayed = run.replayOf;
  while (replayed && !ids.includes(replayed)) {
    ids.unshift(replayed);
    replayed = (await findRun(session, replayed))?.replayOf;
  }
  return ids;
}

/** Starts a blueprint for a project. Answers the run's id. */
export async function startRun(
  session: Session,
  input: { projectId: string; blueprintId: string; input: Record<string, unknown> },
): Promise<string> {
  const { startRun: started } = await session.graphql(
    z.object({ startRun: z.object({ id: z.string() }) }),
    `mutation($projectId: ID!, $blueprintId: String!, $input: AWSJSON, $key: String) {
       startRun(projectId: $projectId, blueprintId: $blueprintId, input: $input, idempotencyKey: $key) { id } }`,
    { ...input, input: JSON.stringify(input.input), key: crypto.randomUUID() },
  );
  return started.id;
}

/** A new run that takes over what the steps before one made. Answers its id. */
export async function replayRun(
  session: Session,
  { runId, fromStepId, input }: { runId: string; fromStepId: string; input?: unknown },
): Promise<string> {
  const { replayRun: replayed } = await session.graphql(
    z.object({ replayRun: z.object({ id: z.string() }) }),
    `mutation($runId: ID!, $fromStepId: String!, $input: AWSJSON, $key: String) {
       replayRun(runId: $runId, fromStepId: $fromStepId, input: $input, idempotencyKey: $key) { id } }`,
    {
      ...{ runId, fromStepId, key: crypto.randomUUID() },
      ...(input === undefined ? {} : { input: JSON.stringify(input) }),
    },
  );
  return replayed.id;
}

const approval = z.object({
  id: z.string(),
  stepId: z.string(),
  title: z.string(),
  status: z.string(),
  roles: z.array(z.string()),
  dueAt: z.string().nullish(),
});
export type CliApproval = z.infer<typeof approval>;

/** The gates of a run that wait for somebody. */
export async function openApprovals(session: Session, runId: string): Promise<CliApproval[]> {
  const { approvalsByRun } = await session.graphql(
    z.object({ approvalsByRun: z.object({ items: z.array(approval) }) }),
    'query($runId: ID!) { approvalsByRun(runId: $runId, limit: 1000) { items { id stepId title status roles dueAt } } }',
    { runId },
  );
  return approvalsByRun.items.filter(({ status }) => status === 'PENDING');
}

export async function decideApproval(
  session: Session,
  input: { approvalId: string; decision: 'approve' | 'reject' | 'request_changes'; comment: string },
): Promise<{ runId: string; status: string }> {
  const { decideApproval: decided } = await session.graphql(
    z.object({ decideApproval: z.object({ runId: z.string(), status: z.string() }) }),
    `mutation($approvalId: ID!, $decision: ApprovalDecision!, $comment: String) {
       decideApproval(approvalId: $approvalId, decision: $decision, comment: $comment) { runId status } }`,
    input,
  );
  return decided;
}

/**
 * Waits until a run is over or somebody is needed, telling what changes. A gate is news only once its approval is
 * recorded, which follows the run's state by a moment.
 */
export async function follow(
  session: Session,
  runId: string,
  options: { say: (line: string) => void; until: (run: CliRun) => boolean | Promise<boolean> },
): Promise<CliRun> {
  const told = new Map<string, string>();
  let changedAt = Date.now();
  for (;;) {
    const current = await readRun(session, runId);
    for (const [key, { status, attempt, reason }] of Object.entries(current.state.steps)) {
      const line = `${status.toLowerCase()}${attempt > 1 ? `, attempt ${attempt}` : ''}${reason ? `: ${reason}` : ''}`;
      if (told.get(key) === line) continue;
      if (status !== 'PENDING') options.say(`  ${key.padEnd(16)} ${line}`);
      told.set(key, line);
      changedAt = Date.now();
    }
    if (await options.until(current)) return current;
    if (Date.now() - changedAt > PATIENCE_MS) {
      throw new CommandError(
        `Run ${runId} has not moved for ${PATIENCE_MS / 60_000} minutes.`,
        'Look at its page in the web app and at the dead letters.',
      );
    }
    await sleep(POLL_MS);
  }
}

const stepRecord = z.object({
  key: z.string(),
  agentId: z.string(),
  status: z.enum(stepRecordStatuses),
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.string().nullish(),
});
const steps = z.object({
  runStepsByRun: z.object({ items: z.array(stepRecord), nextToken: z.string().nullish() }),
});

export type StepSummary = { id: string; agent: string; status: string; attempts: number; durationMs: number };

/** Every step and branch of a run, in the order of the run's state. */
export async function summarizeSteps(session: Session, { id, state }: CliRun): Promise<StepSummary[]> {
  const records = new Map<string, z.infer<typeof stepRecord>>();
  let nextToken: string | null | undefined;
  do {
    const { runStepsByRun } = await session.graphql(
      steps,
      `query($runId: ID!, $nextToken: String) { runStepsByRun(runId: $runId, limit: 100, nextToken: $nextToken) {
         items { key agentId status attempt startedAt endedAt } nextToken } }`,
      { runId: id, nextToken },
    );
    for (const record of runStepsByRun.items) records.set(record.key, record);
    nextToken = runStepsByRun.nextToken;
  } while (nextToken);
  return Object.entries(state.steps).map(([key, { status, attempt }]) => {
    const record = records.get(key);
    const durationMs = record?.endedAt ? Date.parse(record.endedAt) - Date.parse(record.startedAt) : 0;
    return { id: key, agent: record?.agentId ?? '', status: status.toLowerCase(), attempts: attempt, durationMs };
  });
}

const cost = z.object({
  totalUsd: z.number(),
  modelUsd: z.number(),
  awsUsd: z.number(),
  requests: z.number(),
  pricesOf: z.string(),
});

export async function runCost(session: Session, runId: string): Promise<z.infer<typeof cost>> {
  const { getRunCost } = await session.graphql(
    z.object({ getRunCost: cost }),
    'query($runId: ID!) { getRunCost(runId: $runId) { totalUsd modelUsd awsUsd requests pricesOf } }',
    { runId },
  );
  return getRunCost;
}
