import { cpuSeconds } from './backend.ts';
import type { Comparison } from './measurement.ts';
import type { Peer } from './peers/processes.ts';
import { percentile, timed } from './statistics.ts';

const ROUNDS = 5;

export type Workload = {
  readonly name: string;
  /** Requests in one round, ours and the peer's; a slow peer gets fewer. */
  readonly count: number;
  readonly peerCount?: number;
  readonly width?: number;
  readonly goal?: string;
};

/** Work against one server, told by its index. */
export type Work = (index: number) => Promise<unknown>;

type Round = { perSecond: number; p50: number; p95: number; cpuMs: number; clientCpuMs: number };

/**
 * Runs the workload on both in turn, so that a noisy moment meets both; answers medians, and the median and range of the
 * rounds' ratios (above 1: ours is better).
 */
export async function compare(
  workload: Workload,
  ours: { peer: Peer; work: Work },
  other: { peer: Peer; work: Work },
): Promise<Comparison[]> {
  const { name, count, peerCount = count, width = 20, goal } = workload;
  await timed(Math.min(200, count), width, ours.work);
  await timed(Math.min(100, peerCount), width, other.work);
  const rounds: { ours: Round; other: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      ours: await measure(ours.peer, count, width, ours.work),
      other: await measure(other.peer, peerCount, width, other.work),
    });
  }
  const of = (what: string, unit: string, pick: (round: Round) => number, isMoreBetter: boolean, wanted?: string) => {
    const ratios = rounds.map((round) =>
      isMoreBetter ? pick(round.ours) / pick(round.other) : pick(round.other) / pick(round.ours),
    );
    return {
      name: `${name}: ${what}`,
      unit,
      value: median(rounds.map((round) => pick(round.ours))),
      peer: { name: other.peer.name, value: median(rounds.map((round) => pick(round.other))) },
      ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
      ...(wanted ? { goal: wanted } : {}),
    };
  };
  return [
    of('throughput', 'requests/s', ({ perSecond }) => perSecond, true, goal),
    of('p50', 'ms', ({ p50 }) => p50, false),
    of('p95', 'ms', ({ p95 }) => p95, false),
    of('CPU of the server', 'ms/request', ({ cpuMs }) => cpuMs, false),
    of('CPU of the client', 'ms/request', ({ clientCpuMs }) => clientCpuMs, false),
  ];
}

async function measure({ pids }: Peer, count: number, width: number, work: Work): Promise<Round> {
  const cpu = () => pids.reduce((total, pid) => total + cpuSeconds(pid), 0);
  const before = cpu();
  const client = process.cpuUsage();
  const { samples, totalMs } = await timed(count, width, work);
  const { user, system } = process.cpuUsage(client);
  return {
    perSecond: count / (totalMs / 1000),
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    cpuMs: ((cpu() - before) * 1000) / count,
    clientCpuMs: (user + system) / 1000 / count,
  };
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
