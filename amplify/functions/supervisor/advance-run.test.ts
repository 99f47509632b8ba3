import { expect, test } from 'vitest';
import { z } from 'zod';
import { blueprintSchema } from '#lib/domain/blueprint/schema';
import { usageLineSchema } from '#lib/domain/cost/usage';
import { beginRun } from '#lib/domain/run/begin';
import { type RunState, runStateSchema } from '#lib/domain/run/state';
import type { RunRecord, RunUpdate } from '#lib/repositories/run';
import { advanceRun } from './advance-run.ts';

const definition = blueprintSchema.parse({
  ...{ schemaVersion: 1, id: 'b', name: 'b', version: 1 },
  steps: [{ id: 'parse', title: 'Parse', agent: 'probe' }],
});
const batch = { memoryMb: 512, runs: 1, batchSize: 1, elapsedMs: () => 1 };
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A state as it comes back from its item. */
const stored = (state: RunState) => runStateSchema.parse(JSON.parse(JSON.stringify(state)));

function startedRun(): RunRecord {
  return {
    ...{ id: 'r', organization: 'o', projectId: 'p', blueprintId: 'b', blueprintVersion: 1, name: 'n' },
    ...{ status: 'RUNNING', version: 0, definition, input: {}, correlationId: 'c', startedAt: '2026-01-01T00:00:00Z' },
    state: stored(beginRun({ blueprint: definition, facts: {}, at: 1 })),
  };
}

test('news of an organization that has the project’s id now move no run of who had it before', async () => {
  const record = startedRun();
  const runs = {
    listOpen: () => Promise.resolve([]),
    get: () => Promise.resolve(record),
    save: () => Promise.resolve(true),
  };
  const input = { kind: 'started', at: 2 } as const;
  const of = (organization: string) => [{ messageId: 'm', runId: 'r', input, isAgain: false, organization }];
  expect((await advanceRun('r', of('other'), batch, { runs, logger }))?.commands).toEqual([]);
  expect((await advanceRun('r', of('o'), batch, { runs, logger }))?.commands).not.toEqual([]);
});

test('a write that took place though its answer was lost has its commands carried out', async () => {
  let record = startedRun();
  const runs = {
    listOpen: () => Promise.resolve([]),
    get: () => Promise.resolve(record),
    // Written, and refused when it was repeated beneath: its own version stands there already.
    save: ({ state }: RunUpdate) => {
      record = { ...record, state: stored(state), version: record.version + 1 };
      return Promise.resolve(false);
    },
  };
  const news = [{ messageId: 'm', runId: 'r', input: { kind: 'started', at: 2 } as const, isAgain: false }];
  const advanced = await advanceRun('r', news, batch, { runs, logger });
  expect(advanced?.commands).toContainEqual(expect.objectContaining({ kind: 'execute', key: 'parse', attempt: 1 }));
  expect(record.version).toBe(1);
});

test('what is commanded once more, because news come again, is part of the run’s usage', async () => {
  const { state, ...rest } = startedRun();
  const redriven = [1, 2, 3];
  const parse = { status: 'SCHEDULED', attempt: 4, since: 4, redriven } as const;
  const record = { ...rest, state: stored({ ...state, steps: { parse } }) };
  const input = { kind: 'step.succeeded', at: 2, key: 'parse', attempt: 4, facts: {}, usd: 0 } as const;
  const writes = async (isAgain: boolean) => {
    let usage: unknown;
    const runs = {
      listOpen: () => Promise.resolve([]),
      get: () => Promise.resolve(record),
      save: (update: RunUpdate) => {
        ({ usage } = update);
        return Promise.resolve(true);
      },
    };
    const advanced = await advanceRun('r', [{ messageId: 'm', runId: 'r', input, isAgain }], batch, { runs, logger });
    const lines = z.array(usageLineSchema).parse(usage);
    const letters = advanced?.commands.filter(({ kind }) => kind === 'redriven').length;
    const written = lines.find(({ service, item }) => service === 'dynamodb' && item === 'write unit')?.requests ?? 0;
    return { letters, written };
  };
  const [once, again] = [await writes(false), await writes(true)];
  expect([once.letters, again.letters]).toEqual([0, 3]);
  expect(again.written - once.written).toBeGreaterThanOrEqual(3);
});
