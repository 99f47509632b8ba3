import { beforeAll, describe, expect, it } from 'vitest';
import { faults } from './faults.ts';
import { conditionalWrites } from './network.ts';
import { drawScenario } from './scenario.ts';
import { type Simulated, simulate } from './simulate.ts';
import { Tally } from './tally.ts';
import { verdict } from './verdict.ts';

const firstSeed = Number(process.env.SEED ?? 20_261_121);
const schedules = Number(process.env.SCHEDULES ?? 2000);
const { TRACE, TALLY } = process.env;

/** So many schedules of faults are tried on one scenario. */
const schedulesOfScenario = 4;
const mostFailures = 10;
/** So few may not have met everything. */
const isPartial = schedules < 1500;

/** Beside the injected faults: what people, agents and the engine's own protections have to have done. */
const occurrences = [
  ...['agent failed', 'agent hung', 'agent slow', 'agent answered garbage', 'agent interrupted itself'],
  ...['decided: approve', 'decided: request_changes', 'decided: reject', 'decided by two: approve: APPROVAL_CLOSED'],
  ...['cancelled', 'cancelled: RUN_OVER', 'retried', 'retried: STEP_NOT_FAILED', 'work waited', 'waited for a place'],
  ...['two decided at once', 'late result fenced off', 'second result fenced off', 'received out of order'],
  ...['swept', 'attempt timed out', 'gate lapsed', 'budget gate', 'throttled worker.claim'],
  ...['result advanced', 'result overtaken', 'result refused', 'resumed'],
  ...['begun by a worker', 'begun meanwhile'],
  ...['poison for the supervisor', 'poison for the worker', 'replayed'],
];

const tally = new Tally();
const failures: string[] = [];

beforeAll(async () => {
  let scenario = drawScenario(Math.floor(firstSeed / schedulesOfScenario));
  let clean = await simulate(scenario);
  for (let seed = firstSeed; seed < firstSeed + schedules && failures.length < mostFailures; seed += 1) {
    const scenarioSeed = Math.floor(seed / schedulesOfScenario);
    if (scenarioSeed !== scenario.seed) {
      scenario = drawScenario(scenarioSeed);
      clean = await simulate(scenario);
    }
    const faulty = await simulate(scenario, seed);
    tally.add(faulty.tally);
    const wrong = verdict(scenario, clean, faulty);
    if (wrong.length > 0) failures.push(`${scenario.shape}: ${wrong.join('; ')}\n  ${replay(seed)}`);
    show(clean, faulty);
  }
  if (TALLY !== undefined) write(tally.entries().map(([name, count]) => `${String(count).padStart(8)} ${name}`));
}, 600_000);

function replay(seed: number): string {
  return `SEED=${seed} SCHEDULES=1 TRACE=1 npx vitest run amplify/simulation`;
}

function show(clean: Simulated, faulty: Simulated): void {
  if (TRACE !== undefined) write(TRACE === 'clean' ? clean.trace : faulty.trace);
}

function write(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

describe(`runs under faults (SEED=${firstSeed} SCHEDULES=${schedules})`, () => {
  it('come to the end that they come to without, each effect once', () => {
    expect(failures.join('\n')).toBe('');
  });

  it.skipIf(isPartial)('have met each fault', () => {
    expect(faults.filter((fault) => tally.of(fault) === 0)).toEqual([]);
  });

  it.skipIf(isPartial)('have been cut off before and after each call', () => {
    const called = tally.entries().flatMap(([name]) => (name.startsWith('called ') ? [name.slice(7)] : []));
    expect(called.length).toBeGreaterThan(25);
    const missed = called.flatMap((place) => [`killed before ${place}`, `killed after ${place}`]);
    expect(missed.filter((name) => tally.of(name) === 0)).toEqual([]);
  });

  it.skipIf(isPartial)('have had each conditional write done, its reply lost, and repeated', () => {
    const called = tally.entries().flatMap(([name]) => (name.startsWith('called ') ? [name.slice(7)] : []));
    const writes = called.filter((place) => conditionalWrites.some((write) => place.endsWith(`.${write}`)));
    expect(writes.length).toBeGreaterThanOrEqual(conditionalWrites.length);
    expect(writes.filter((place) => tally.of(`repeated ${place}`) === 0)).toEqual([]);
  });

  it.skipIf(isPartial)('have met everything else that people, agents and time do', () => {
    expect(occurrences.filter((name) => tally.of(name) === 0)).toEqual([]);
  });
});
