import type { RunStepWrite } from '#lib/repositories/run-step';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** What every write of a step's record has; the rest of a write differs. */
export function writeOf(
  work: Pick<Work, 'message' | 'step' | 'startedAt' | 'earlier'> & { readonly taskName?: string },
  status: RunStepWrite['status'],
): RunStepWrite {
  const { organization, projectId, runId, key, attempt, feedback } = work.message;
  return {
    ...{ organization, projectId, runId, key, attempt, status },
    agentId: work.step.agent,
    task: work.taskName ?? work.step.task ?? null,
    startedAt: new Date(work.startedAt).toISOString(),
    attempts: JSON.stringify(work.earlier),
    feedback: feedback ?? null,
  };
}

/**
 * Says that the attempt is at work, each time it is called; false where it must not be any more.
 * @throws when the record cannot be written for another reason.
 */
export function createClaim(work: Work, ports: Pick<WorkerPorts, 'steps' | 'now'>): () => Promise<boolean> {
  // An earlier attempt's place to go on from is not this one's, nor is what it spent.
  const begun = work.own?.attempt === work.message.attempt ? {} : { continuation: null, usd: null };
  return () => {
    const heartbeatAt = new Date(ports.now()).toISOString();
    const write = { ...writeOf(work, 'RUNNING'), ...begun, heartbeatAt, endedAt: null, reason: null };
    return ports.steps.save(write, work.message.since);
  };
}
