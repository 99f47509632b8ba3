import { expect, test } from 'vitest';
import { runFaults } from './rounds.ts';

const seed = process.env.SEED ?? '20261121';

test(`killed with -9 ten times under load, nothing acknowledged is lost, torn or stuck (SEED=${seed})`, async () => {
  const report = await runFaults({ rounds: 10, seed });
  expect(report.problems).toEqual([]);
  // The kills came while writes were under way, or they would have shown nothing.
  expect(report.inFlight).toBeGreaterThan(10);
  expect(report.handedOn).toBeGreaterThan(10);
}, 240_000);
