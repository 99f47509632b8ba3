import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FunctionDefinition } from './definition.ts';
import { Environment } from './environment.ts';
import { Budget, Pool } from './pool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
  writeFileSync(
    path.join(folder, 'index.mjs'),
    'let calls = 0; export const handler = async ({ ms = 0 }) => { calls += 1; await new Promise((r) => setTimeout(r, ms)); return calls }',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function poolOf(budget: Budget, isFresh: () => boolean = () => true) {
  const definition: FunctionDefinition = {
    ...{ name: 'f', arn: 'arn', handler: 'index.handler', runtime: 'nodejs22.x', roleArn: '', codeFolder: folder },
    ...{ codeSha256: '', memoryMb: 128, timeoutMs: 10_000, variables: {}, reservedConcurrency: undefined },
    ...{ logFormat: 'Text', logGroup: '', description: '', lastModified: '' },
  };
  const created: Environment[] = [];
  const pool = new Pool({
    definition,
    budget,
    isFresh,
    create() {
      const environment = new Environment({
        ...{ definition, variables: {}, packagesFrom: folder, compileCache: path.join(folder, 'compiled') },
      });
      created.push(environment);
      return environment;
    },
  });
  const run = async (event: object): Promise<unknown> => {
    const { payload } = await pool.invoke({ requestId: 'r', payload: JSON.stringify(event), traceId: '' });
    return JSON.parse(payload) as unknown;
  };
  return { pool, created, run };
}

test('one event after the other goes to the same warm environment', async () => {
  const { pool, created, run } = poolOf(new Budget(4));
  expect([await run({}), await run({}), await run({})]).toEqual([1, 2, 3]);
  expect(created).toHaveLength(1);
  await pool.close(true);
});

test('events that all wait for something get environments of their own, up to the budget', async () => {
  const { pool, created, run } = poolOf(new Budget(3));
  await Promise.all(Array.from({ length: 8 }, () => run({ ms: 400 })));
  expect(created).toHaveLength(3);
  await pool.close(true);
});

test('events that take no time are answered by the one environment that they wait for', async () => {
  const { pool, created, run } = poolOf(new Budget(4));
  const answers = await Promise.all(Array.from({ length: 12 }, () => run({})));
  expect(answers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  expect(created).toHaveLength(1);
  await pool.close(true);
});

test('an environment whose secrets changed is replaced before the next event', async () => {
  let fresh = true;
  const { pool, created, run } = poolOf(new Budget(4), () => fresh);
  await run({});
  fresh = false;
  await run({});
  expect(created).toHaveLength(2);
  expect(created[0]?.isAlive).toBe(false);
  await pool.close(true);
});

test('a function that has no environment yet takes the place of one that is idle elsewhere', async () => {
  const budget = new Budget(1);
  const [first, second] = [poolOf(budget), poolOf(budget)];
  await first.run({});
  expect(await second.run({})).toBe(1);
  expect(first.created[0]?.isAlive).toBe(false);
  await Promise.all([first.pool.close(true), second.pool.close(true)]);
});

describe('an idle environment', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('that only a schedule woke is soon let go, another stays', async () => {
    const [scheduled, called] = [poolOf(new Budget(1)), poolOf(new Budget(1))];
    const event = { requestId: 'r', payload: '{}', traceId: '' };
    await scheduled.pool.invoke({ ...event, isScheduled: true });
    await called.run({});
    vi.advanceTimersByTime(5_000);
    expect([scheduled.pool.size, called.pool.size]).toEqual([0, 1]);
    vi.advanceTimersByTime(70_000);
    expect(called.pool.size).toBe(0);
    await Promise.all([scheduled.pool.close(true), called.pool.close(true)]);
  });
});
