import { runFaults } from '../offline/faults/rounds.ts';
import type { Measurement } from './measurement.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 200);

/** Two hundred kills at seeded moments under load (`SEED`, `ROUNDS` change them). Throws where anything acknowledged is lost. */
export const faults = {
  title: `kill -9 under load, ${ROUNDS} times: what was acknowledged is there`,
  async measure(): Promise<Measurement[]> {
    const seed = process.env.SEED ?? new Date().toISOString().slice(0, 10);
    process.stdout.write(`  SEED=${seed}\n`);
    const report = await runFaults({
      rounds: ROUNDS,
      seed,
      say: (text) => {
        if (process.env.VERBOSE) process.stdout.write(`  ${text}\n`);
      },
    });
    if (report.problems.length > 0) {
      throw new Error(`SEED=${seed}: ${report.problems.length} broken promises:\n${report.problems.join('\n')}`);
    }
    return [
      { name: 'kills', value: report.rounds, unit: '' },
      { name: 'writes acknowledged, all there', value: report.acknowledged, unit: '' },
      { name: 'writes in flight at a kill', value: report.inFlight, unit: '' },
      { name: 'handed on by streams, queues, rules, calls: all through', value: report.handedOn, unit: '' },
    ];
  },
};
