import { describe, expect, it } from 'vitest';
import { drawScenario } from './scenario.ts';
import { simulate } from './simulate.ts';
import { Tally } from './tally.ts';
import { verdict } from './verdict.ts';

const firstSeed = Number(process.env.SEED ?? 20_261_121);
const schedules = Number(process.env.SCHEDULES ?? 2000);

describe(`runs under faults (SEED=${firstSeed} SCHEDULES=${schedules})`, () => {
  it('come to the end that they come to without', { timeout: 600_000 }, async () => {
    const tally = new Tally();
    const failures: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + schedules; seed += 1) {
      const scenario = drawScenario(seed);
      const clean = await simulate(scenario, { faulty: false });
      const faulty = await simulate(scenario, { faulty: true });
      tally.add(faulty.tally);
      tally.count('schedules');
      tally.count('events', faulty.events);
      const wrong = verdict(scenario, clean, faulty);
      if (wrong.length > 0) {
        if (process.env.TRACE !== undefined)
          process.stdout.write(`${(process.env.TRACE === 'clean' ? clean : faulty).trace.join('\n')}\n`);
        failures.push(
          `${scenario.shape}: ${wrong.join('; ')}\n  SEED=${seed} SCHEDULES=1 TRACE=1 npx vitest run amplify/simulation`,
        );
        if (failures.length >= 10) break;
      }
    }
    if (process.env.TALLY !== undefined)
      process.stdout.write(
        `${tally
          .entries()
          .map(([n, c]) => `${c} ${n}`)
          .join('\n')}\n`,
      );
    expect(failures.join('\n')).toBe('');
  });
});
