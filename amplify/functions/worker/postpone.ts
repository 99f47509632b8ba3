import type { AgentUsage } from '#lib/agents/agent';
import { type Claim, writeOf } from './claim.ts';
import { completionEvent } from './completion.ts';
import type { WorkerPorts } from './ports.ts';
import { type Leavings, withSpending } from './spending.ts';
import { type Stored, toldOfAnother } from './store-result.ts';
import type { Work } from './work.ts';

/** SQS delays a message by 15 minutes at most. */
const longestSeconds = 900;
/** Those that wait for the same moment come back over so many seconds. */
const spreadSeconds = 3;

/**
 * Puts an attempt off that whoever thinks was not asked for: it is made again, as the same one, when that may help.
 * @returns the news for the supervisor, which otherwise would give the attempt up.
 */
export async function postpone(
  work: Work,
  { until, reason, usage }: { readonly until: number; readonly reason: string; readonly usage: AgentUsage },
  { leavings, claim }: { readonly leavings: Leavings; readonly claim: Claim },
  ports: WorkerPorts,
): Promise<Stored> {
  const { message, own } = work;
  // Where an earlier slice of this attempt stood, it stands still.
  const kept = own?.attempt === message.attempt ? {} : { continuation: null };
  const write = { ...writeOf(work, ports.now(), 'RUNNING'), ...kept, endedAt: null, reason, logs: [...leavings.logs] };
  if (!(await claim.handOver(withSpending(work, write, leavings, usage)))) return toldOfAnother(work, ports);
  const seconds = Math.ceil(Math.max(0, until - ports.now()) / 1000 + spreadSeconds * ports.random());
  await ports.enqueue(message, Math.min(longestSeconds, Math.max(1, seconds)));
  const outcome = { kind: 'postponed', until } as const;
  return { events: [completionEvent(message, { attempt: message.attempt, outcome, usd: 0 })] };
}
