import { aliveMs } from '#lib/domain/run/heartbeat';
import type { RunStepWrite } from '#lib/repositories/run-step';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** What every write of a step's record has; the rest of a write differs. */
export function writeOf(
  work: Pick<Work, 'message' | 'step' | 'startedAt' | 'earlier' | 'claimant' | 'hasClaimed'> & {
    readonly taskName?: string;
  },
  now: number,
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
    claimant: work.claimant,
    hasClaimed: work.hasClaimed,
    takesOverBefore: new Date(now - aliveMs).toISOString(),
    claimedBy: '',
  };
}

/** A worker's word that it is at an attempt. */
export interface Claim {
  /**
   * Says that the attempt is at work, each time it is called; false where it must not be any more.
   * @throws when the record cannot be written for another reason.
   */
  take(): Promise<boolean>;
  /** Whether it was heard that the attempt is this worker's. Nothing but its own last write may be found from then on. */
  isTaken(): boolean;
  /** Makes a write that says that nobody is at it any more; false where the attempt is not wanted any more. */
  handOver(write: RunStepWrite): Promise<boolean>;
  /** Says that nobody is at it any more, where that was said: whoever is to go on need not wait. */
  letGo(reason?: string): Promise<void>;
}

export function createClaim(work: Work, ports: Pick<WorkerPorts, 'steps' | 'now'>): Claim {
  const { message, own } = work;
  // An earlier attempt's place to go on from is not this one's, nor is what it spent.
  let begun = own?.attempt === message.attempt ? {} : { continuation: null, usd: null };
  let mayStand = false;
  let hasClaimed = false;
  const claimOf = (reason: string | null) => ({
    ...writeOf({ ...work, hasClaimed }, ports.now(), 'RUNNING'),
    ...begun,
    endedAt: null,
    reason,
  });

  async function handOver(write: RunStepWrite): Promise<boolean> {
    const isSaved = await ports.steps.save({ ...write, heartbeatAt: null }, message.since);
    mayStand = false;
    return isSaved;
  }

  return {
    async take() {
      // Also where the answer is lost.
      mayStand = true;
      const heartbeatAt = new Date(ports.now()).toISOString();
      const isTaken = await ports.steps.save(
        { ...claimOf(null), heartbeatAt, claimedBy: work.claimant },
        message.since,
      );
      if (isTaken) {
        begun = {};
        hasClaimed = true;
      }
      return isTaken;
    },
    isTaken: () => hasClaimed,
    handOver,
    async letGo(reason) {
      if (mayStand) await handOver(claimOf(reason ?? null));
    },
  };
}
