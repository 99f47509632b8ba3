import { median } from './compare.ts';
import type { Measurement } from './measurement.ts';
import { installPeers } from './peers/processes.ts';
import { percentile } from './statistics.ts';
import type { Driven, Load } from './workflow/drive.ts';
import { type Engine, startPeers } from './workflow/engines.ts';
import { startOurs } from './workflow/ours.ts';
import { countSyncs, cpuMs, hasStrace } from './workflow/processes.ts';

const ROUNDS = 3;
const WARM_UP_SECONDS = 3;
const SECONDS = 6;
const SYNC_SECONDS = 3;
const WIDTHS = [1, 20];

type Round = Driven & { readonly cpuMs: number };

const perSecond = ({ completed, elapsedMs }: Driven) => completed / (elapsedMs / 1000);

async function measure(engine: Engine, load: Load): Promise<Round> {
  const before = cpuMs(engine.pids);
  const driven = await engine.drive(load);
  return { ...driven, cpuMs: (cpuMs(engine.pids) - before) / driven.completed };
}

/** One row of the table: an engine under a load. */
function report(engine: Engine, width: number, rounds: readonly Round[], ours: readonly Round[]): Measurement[] {
  const title = `${engine.name} (${engine.durability}), ${width} at once`;
  const of = (what: string, unit: string, pick: (round: Round) => number): Measurement => {
    const measurement = { name: `${title}: ${what}`, unit, value: median(rounds.map(pick)) };
    if (rounds === ours) return measurement;
    // How many times ours does, round by round.
    const ratios = ours.flatMap((round, index) => {
      const theirs = rounds[index];
      return theirs ? [pick(round) / pick(theirs)] : [];
    });
    return {
      ...measurement,
      ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
    };
  };
  return [
    of('workflows', '/s', perSecond),
    of('CPU', 'ms/workflow', (round) => round.cpuMs),
    of('step gap p50', 'ms', ({ gaps }) => percentile(gaps, 0.5)),
    of('step gap p95', 'ms', ({ gaps }) => percentile(gaps, 0.95)),
    of('workflow p50', 'ms', ({ durations }) => percentile(durations, 0.5)),
  ];
}

/** In a load of its own: tracing slows down what it counts. */
async function measureSyncs(engine: Engine): Promise<Measurement[]> {
  if (!hasStrace()) return [];
  const found: Measurement[] = [];
  for (const width of WIDTHS) {
    let completed = 0;
    const syncs = await countSyncs(engine.pids, async () => {
      ({ completed } = await engine.drive({ width, seconds: SYNC_SECONDS }));
    });
    const name = `${engine.name} (${engine.durability}), ${width} at once: fsyncs`;
    found.push({ name, value: syncs / completed, unit: '/workflow' });
  }
  return found;
}

/** parse → analysis → 3 × content → compliance → qa → submission, steps that do nothing, results of 500 bytes. */
export const workflow = {
  title: 'A durable workflow of eight step executions; × is ours to the other, round by round',
  async measure(): Promise<Measurement[]> {
    installPeers();
    const ours = await startOurs();
    const peers = await startPeers().catch(async (error: unknown) => {
      await ours.stop();
      throw error;
    });
    try {
      const engines: readonly Engine[] = [ours, ...peers.engines];
      const found: Measurement[] = [];
      for (const width of WIDTHS) {
        const rounds = new Map<Engine, Round[]>(engines.map((engine) => [engine, []]));
        for (const engine of engines) await engine.drive({ width, seconds: WARM_UP_SECONDS });
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const engine of engines) rounds.get(engine)?.push(await measure(engine, { width, seconds: SECONDS }));
        }
        for (const [engine, own] of rounds) found.push(...report(engine, width, own, rounds.get(ours) ?? []));
        found.push(...(await ours.requests(width)));
      }
      for (const engine of engines) found.push(...(await measureSyncs(engine)));
      return found;
    } finally {
      await Promise.all([ours.stop(), peers.stop()]);
    }
  },
};
