import { openBackend } from '../backend.ts';
import { exitCodes } from '../errors.ts';
import { decideApproval } from '../runs.ts';
import { openSession } from '../session.ts';

export type ApproveOptions = {
  approvalId: string;
  decision: 'approve' | 'reject' | 'request_changes';
  comment: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

/** Decides a gate. Answers the exit code. */
export async function approve({ say, json, user, ...input }: ApproveOptions): Promise<number> {
  const backend = await openBackend(say);
  try {
    const decided = await decideApproval(await openSession(backend, user), input);
    const text = json ? JSON.stringify(decided, null, 2) : `${decided.status.toLowerCase()}, run ${decided.runId}`;
    process.stdout.write(`${text}\n`);
    return exitCodes.completed;
  } finally {
    await backend.stop();
  }
}
