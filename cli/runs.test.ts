import { expect, it } from 'vitest';
import { findProjectOrRun } from './commands/status.ts';
import { CommandError } from './errors.ts';
import { summarizeRun, summaryLines } from './run-summary.ts';
import { lineageOf, readRun } from './runs.ts';
import type { Session } from './session.ts';

const runOf = (id: string, rest: Record<string, unknown> = {}) => ({
  ...{ id, name: 'Tested', projectId: 'p1', blueprintId: 'tested', status: 'COMPLETED', version: 3 },
  startedAt: '2026-11-21T09:00:00.000Z',
  state: JSON.stringify({ steps: { draft: { status: 'GATED', attempt: 2 } } }),
  ...rest,
});

/** Somebody in an organization without projects, who sees these runs; each has an approval open. */
function sessionOf(runs: ReturnType<typeof runOf>[]): Session {
  const project = { id: 'p1', name: 'Claims', updatedAt: '2026-11-21T09:00:00.000Z' };
  const approval = { id: 'a1', stepId: 'draft', title: 'The draft', status: 'PENDING', roles: ['project_manager'] };
  return {
    user: 'ada@demo.test',
    accessToken: () => Promise.resolve('token'),
    graphql: (shape, _, variables = {}) => {
      const data = {
        getRun: runs.find(({ id }) => id === variables.id) ?? null,
        getProject: variables.id === project.id ? project : null,
        getCurrentUserProfile: { organization: 'demo' },
        projectsByOrganization: { items: [] },
        approvalsByRun: { items: [approval, { ...approval, id: 'a0', status: 'APPROVED' }] },
        runStepsByRun: { items: [] },
        getRunCost: { totalUsd: 0.25, modelUsd: 0, awsUsd: 0.25, requests: 7, pricesOf: '2026-11' },
      };
      return Promise.resolve(shape.parse(data));
    },
  };
}

it('the lineage of a replay is all the runs that it goes back to, oldest first', async () => {
  const runs = [runOf('first'), runOf('second', { replayOf: 'first' }), runOf('third', { replayOf: 'second' })];
  const session = sessionOf(runs);
  expect(await lineageOf(session, { id: 'third', replayOf: 'second' })).toEqual(['first', 'second', 'third']);
  expect(await lineageOf(session, { id: 'first', replayOf: null })).toEqual(['first']);
  expect(await lineageOf(session, { id: 'last', replayOf: 'deleted' })).toEqual(['deleted', 'last']);
});

it('what is asked for is a project, else a run, else neither', async () => {
  const session = sessionOf([runOf('r1')]);
  expect(await findProjectOrRun(session, 'p1')).toMatchObject({ project: { name: 'Claims' } });
  expect(await findProjectOrRun(session, 'r1')).toMatchObject({ run: { id: 'r1' } });
  await expect(findProjectOrRun(session, 'nothing')).rejects.toThrow(CommandError);
});

it('a run is told with its steps, the approvals that are open and its cost', async () => {
  const session = sessionOf([runOf('r1', { status: 'WAITING' })]);
  const run = await readRun(session, 'r1');
  const summary = await summarizeRun(session, run);
  expect(summary).toMatchObject({ status: 'waiting', waitingFor: [{ approvalId: 'a1' }], cost: { totalUsd: 0.25 } });
  expect(summaryLines(run, summary)).toEqual([
    'Tested  r1',
    'project     p1',
    'status      waiting',
    'step        draft: gated, attempt 2',
    'approval    The draft (project_manager); npm run factory -- approve a1',
    'cost        0.250000 USD, 7 requests to AWS',
  ]);
});

it('a run that is over waits for nobody', async () => {
  const session = sessionOf([runOf('r1', { status: 'FAILED', reason: 'It broke.' })]);
  const summary = await summarizeRun(session, await readRun(session, 'r1'));
  expect(summary).toMatchObject({ status: 'failed', reason: 'It broke.', waitingFor: [] });
});
