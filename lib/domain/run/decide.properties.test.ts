import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependenciesOf } from '../blueprint/graph.ts';
import type { Blueprint } from '../blueprint/schema.ts';
import { pendingCommands } from './decide.ts';
import { type RunState, runStateSchema } from './state.ts';
import { parseKey } from './step-key.ts';
import {
  blueprintOf,
  type Disorder,
  type Heard,
  handedOut,
  randomOf,
  SimulatedRun,
  type StepDefinition,
  type World,
} from './testing.ts';

const runs = 300;

/** How a step of a generated blueprint is wired and behaves. */
const planned = fc.record({
  /** Which of the steps before it, as bits. */
  needs: fc.nat(7),
  kind: fc.constantFrom('plain', 'plain', 'plain', 'over-items', 'over-input', 'if-high', 'if-any', 'talks'),
  isGated: fc.boolean(),
  asksForChanges: fc.boolean(),
  /** Attempts that fail before one succeeds. */
  failures: fc.nat(2),
  items: fc.nat(3),
  score: fc.nat(4),
});
type Planned = typeof planned extends fc.Arbitrary<infer Value> ? Value : never;

const worlds = fc
  .record({ steps: fc.array(planned, { minLength: 1, maxLength: 9 }), maxParallel: fc.integer({ min: 1, max: 4 }) })
  .map(({ steps, maxParallel }) => worldOf(steps, maxParallel));

function worldOf(plan: readonly Planned[], maxParallel: number): World {
  const blueprint = blueprintOf(plan.map(definitionOf), { maxParallel, inputs: { list: { type: 'array' } } });
  const planOf = (key: string) => plan[Number(parseKey(key).stepId.slice(1))];
  return {
    blueprint,
    facts: { 'run.input.list': { length: 2 } },
    work(key, attempt) {
      const { kind = 'plain', failures = 0, items = 0, score = 0 } = planOf(key) ?? {};
      if (kind === 'talks') return { kind: 'talks' };
      if (attempt <= failures) return { kind: 'failed', retryable: true, usd: 0.25 };
      const id = `steps.${parseKey(key).stepId}.output`;
      return { kind: 'succeeded', usd: 0.5, facts: { [`${id}.items`]: { length: items }, [`${id}.score`]: score } };
    },
    answer: (key, round) => (round === 1 && planOf(key)?.asksForChanges ? 'request_changes' : 'approve'),
  };
}

function definitionOf({ needs, kind, isGated, failures }: Planned, index: number): StepDefinition {
  const before = [1, 2, 3].filter((back) => index - back >= 0 && needs & (1 << (back - 1))).map((back) => index - back);
  const nearest = before[0];
  const source = nearest === undefined ? 'run.input.list' : `steps.s${nearest}.output.items`;
  const score = { path: `steps.s${nearest}.output.score`, is: 'at-least', value: 2 } as const;
  return {
    id: `s${index}`,
    agent: kind === 'talks' ? 'talker' : 'probe',
    after: before.filter((_, position) => position % 2 === 0).map((id) => `s${id}`),
    inputs: Object.fromEntries(before.map((id) => [`from${id}`, { from: `steps.s${id}.output.value` }])),
    ...(kind === 'over-items' ? { forEach: { from: source } } : {}),
    ...(kind === 'over-input' ? { forEach: { from: 'run.input.list' } } : {}),
    ...(kind === 'if-high' && nearest !== undefined ? { when: score } : {}),
    ...(kind === 'if-any' && nearest !== undefined ? { when: { any: [score, { not: score }] } } : {}),
    ...(isGated ? { gate: { title: 'Approve', roles: ['architect'] } } : {}),
    retry: { attempts: failures + 1, backoffSeconds: 1 },
  };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const clean = (world: World) => new SimulatedRun(world).toEnd();
const disorderly = (seed: number): Disorder => ({
  random: randomOf(seed),
  reorders: true,
  duplicates: 0.2,
  echoes: 0.3,
});

describe('whatever happens to the messages of a run', () => {
  it('it ends as when each comes once and in order', () => {
    fc.assert(
      fc.property(worlds, seeds, (world, seed) => {
        const expected = clean(world);
        expect(expected.state.status).toBe('COMPLETED');
        const run = new SimulatedRun(world, disorderly(seed)).toEnd();
        expect(run.statuses).toEqual(expected.statuses);
        expect(run.state.status).toBe('COMPLETED');
        expect(run.state.facts).toEqual(expected.state.facts);
        expect(run.state.spentUsd).toBeCloseTo(expected.state.spentUsd, 6);
      }),
      { numRuns: runs },
    );
  });

  it('it ends so even when decisions are written and their commands are lost, since the message comes again', () => {
    fc.assert(
      fc.property(worlds, seeds, (world, seed) => {
        const run = new SimulatedRun(world, { ...disorderly(seed), crashes: 0.3 }).toEnd();
        expect(run.statuses).toEqual(clean(world).statuses);
        expect(run.state.status).toBe('COMPLETED');
      }),
      { numRuns: runs },
    );
  });

  it('no step begins before what it needs is done, nor more than may be at work at once', () => {
    fc.assert(
      fc.property(worlds, seeds, (world, seed) => {
        const run = new SimulatedRun(world, { ...disorderly(seed), crashes: 0.1 }).toEnd();
        for (const heard of run.heard) holdsOrder(world.blueprint, heard);
      }),
      { numRuns: runs },
    );
  });

  it('attempts are bounded, and each is handed out with its own number', () => {
    fc.assert(
      fc.property(worlds, seeds, (world, seed) => {
        const run = new SimulatedRun(world, disorderly(seed)).toEnd();
        for (const [key, { attempt }] of Object.entries(run.state.steps)) {
          // Once for the approver's change, and as often again for a conversation that ended in between.
          const allowed =
            (world.blueprint.steps.find(({ id }) => id === parseKey(key).stepId)?.retry?.attempts ?? 1) + 3;
          expect(attempt).toBeLessThanOrEqual(allowed);
        }
        const named = run.heard.flatMap(({ decision }) => handedOut(decision.commands));
        expect(new Set(named).size).toBe(named.length);
      }),
      { numRuns: runs },
    );
  });
});

describe('a run that may fail', () => {
  const failing = fc.tuple(worlds, fc.nat(30)).map(([world, pattern]): World => {
    const isBad = (key: string, attempt: number) => (key.length * 7 + attempt * 3 + pattern) % 11 === 0;
    return {
      ...world,
      work: (key, attempt) =>
        isBad(key, attempt) ? { kind: 'failed', retryable: attempt % 2 === 0, usd: 0.1 } : world.work(key, attempt),
      answer: (key, round) => (isBad(key, round + 1) ? 'reject' : world.answer(key, round)),
    };
  });

  it('comes to its end with nothing at work, and can be retried until it is complete', () => {
    fc.assert(
      fc.property(failing, seeds, (world, seed) => {
        const run = new SimulatedRun(world, { ...disorderly(seed), crashes: 0.1 }).toEnd();
        for (let retries = 0; run.state.status === 'FAILED' && retries < 60; retries += 1) {
          expect(atWork(run.state)).toEqual([]);
          const failed = Object.keys(run.state.steps).filter((key) => run.state.steps[key]?.status === 'FAILED');
          expect(failed).not.toEqual([]);
          run.send({ kind: 'retried', at: 0, key: failed[(seed + retries) % failed.length] ?? '' });
          run.toEnd();
        }
        expect(run.state.status).toBe('COMPLETED');
        for (const heard of run.heard) holdsOrder(world.blueprint, heard);
      }),
      { numRuns: runs },
    );
  });

  it('stays cancelled once it is, whatever is heard later', () => {
    fc.assert(
      fc.property(failing, seeds, fc.nat(40), (world, seed, steps) => {
        const run = new SimulatedRun(world, disorderly(seed));
        for (let step = 0; step < steps && run.step(); step += 1);
        run.send({ kind: 'cancelled', at: 0, by: 'someone' });
        run.toEnd();
        const cancelledAt = run.heard.findIndex(({ decision }) => decision.state.status === 'CANCELLED');
        if (cancelledAt < 0) {
          expect(['COMPLETED', 'FAILED']).toContain(run.state.status);
          return;
        }
        const later = run.heard.slice(cancelledAt + 1).map(({ decision }) => decision);
        expect(later.flatMap(({ commands }) => handedOut(commands))).toEqual([]);
        expect(later.every(({ state }) => state.status === 'CANCELLED')).toBe(true);
        expect(handedOut(pendingCommands(world.blueprint, run.state))).toEqual([]);
        const open = ['PENDING', 'SCHEDULED', 'RETRYING', 'WAITING', 'GATED'];
        for (const status of open) expect(Object.values(run.statuses)).not.toContain(status);
      }),
      { numRuns: runs },
    );
  });

  it('keeps a state that can be stored, and reports the news that changed nothing as such', () => {
    fc.assert(
      fc.property(failing, seeds, (world, seed) => {
        const run = new SimulatedRun(world, disorderly(seed)).toEnd();
        expect(runStateSchema.parse(JSON.parse(JSON.stringify(run.state)))).toEqual(run.state);
        for (const { before, decision } of run.heard) {
          const isSame = JSON.stringify(before) === JSON.stringify(decision.state);
          expect(decision.state === before).toBe(isSame);
          if (isSame) expect(decision.commands).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});

function atWork(state: RunState): string[] {
  return Object.entries(state.steps).flatMap(([key, { status, branches }]) =>
    branches === undefined && (status === 'SCHEDULED' || status === 'RETRYING') ? [key] : [],
  );
}

function holdsOrder(blueprint: Blueprint, { before, input, decision: { state: after } }: Heard): void {
  if (input.kind === 'step.succeeded' && before.steps[input.key]?.status !== after.steps[input.key]?.status) {
    expect(input.attempt).toBeGreaterThanOrEqual(before.steps[input.key]?.since ?? 1);
  }
  const working = atWork(after);
  expect(working.length).toBeLessThanOrEqual(blueprint.maxParallel);
  const dependencies = dependenciesOf(blueprint);
  for (const key of working) {
    if (before.steps[key]?.attempt === after.steps[key]?.attempt) continue;
    for (const needed of dependencies.get(parseKey(key).stepId) ?? []) {
      expect(['SUCCEEDED', 'SKIPPED', 'REUSED']).toContain(after.steps[needed]?.status);
    }
  }
}
