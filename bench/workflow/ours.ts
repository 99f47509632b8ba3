import { randomUUID } from 'node:crypto';
import { request, startBenchBackend } from '../backend.ts';
import type { Measurement } from '../measurement.ts';
import { percentile } from '../statistics.ts';
import { workflowBlueprint } from './blueprint.ts';
import { type Driven, drive, type Load } from './drive.ts';
import type { Engine } from './engines.ts';
import { RunEvents } from './run-events.ts';
import { EXECUTIONS, gapsOf, RESULT, type StepTime } from './steps.ts';

const SAVE = `mutation($organization: String!, $definition: AWSJSON!) {
  saveBlueprint(organization: $organization, definition: $definition) { blueprintId } }`;
const CREATE = 'mutation($input: CreateProjectInput!) { createProject(input: $input) { id } }';
const START = `mutation($projectId: ID!, $blueprintId: String!, $input: AWSJSON, $idempotencyKey: String) {
  startRun(projectId: $projectId, blueprintId: $blueprintId, input: $input, idempotencyKey: $idempotencyKey) { id } }`;
const RUN = 'query($id: ID!) { getRun(id: $id) { status reason } }';
const STEPS = 'query($runId: ID!) { runStepsByRun(runId: $runId) { items { key status startedAt endedAt } } }';
const COST = 'query($runId: ID!) { getRunCost(runId: $runId) { requests totalUsd } }';

/** Runs whose steps are looked at after a load. */
const LOOKED_AT = 100;
const COSTS_LOOKED_AT = 10;
/** A run that ends before its subscription stands is noticed by asking. */
const ASK_AFTER_MS = 5000;

type RunCost = { readonly requests: number; readonly totalUsd: number };

export type Ours = Engine & {
  /** Requests to AWS that a run of the last load was charged for, by the median of the newest of them. */
  requests(width: number): Promise<Measurement[]>;
  stop(): Promise<void>;
};

/** The whole stack: this app on the offline backend, runs started by a project manager who listens to them. */
export async function startOurs(): Promise<Ours> {
  const backend = await startBenchBackend();
  const ask = (query: string, variables: Record<string, unknown>) => request(backend, query, variables);
  await ask(SAVE, { organization: 'demo', definition: JSON.stringify(workflowBlueprint) });
  const { createProject } = await ask(CREATE, { input: { organization: 'demo', name: 'Workflow benchmark' } });
  const { id: projectId } = createProject as { id: string };
  const events = await RunEvents.open(backend);
  const input = JSON.stringify({ document: RESULT });
  let runs: string[] = [];

  /** As its key allows, once more where a cold function of a busy machine takes longer than AppSync waits. */
  async function start(run: Record<string, unknown>): Promise<string> {
    const { startRun } = await ask(START, run).catch(() => ask(START, run));
    return (startRun as { id: string }).id;
  }

  async function runWorkflow(): Promise<undefined> {
    const id = await start({ projectId, blueprintId: workflowBlueprint.id, input, idempotencyKey: randomUUID() });
    const { status } = await events.listen(id);
    const end = await Promise.race([status, askFor(id)]);
    events.forget(id);
    if (end !== 'COMPLETED') throw new Error(`The run ${id} ended ${end}.`);
    runs.push(id);
  }

  function askFor(id: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        ask(RUN, { id }).then(({ getRun }) => {
          const { status } = getRun as { status: string };
          if (status === 'RUNNING') resolve(askFor(id));
          else resolve(status);
        }, reject);
      }, ASK_AFTER_MS);
      timer.unref();
    });
  }

  async function gaps(): Promise<number[]> {
    const found: number[] = [];
    for (const runId of runs.slice(-LOOKED_AT)) {
      const { runStepsByRun } = await ask(STEPS, { runId });
      const { items } = runStepsByRun as { items: { key: string; startedAt: string; endedAt: string }[] };
      const times = items.map(({ key, startedAt, endedAt }): [string, StepTime] => [
        key,
        { start: Date.parse(startedAt), end: Date.parse(endedAt) },
      ]);
      found.push(...gapsOf(new Map(times)));
    }
    return found;
  }

  return {
    name: 'ours, the whole stack',
    durability: 'kill -9',
    pids: [backend.pid],
    async drive(load: Load): Promise<Driven> {
      runs = [];
      const driven = await drive(load, runWorkflow);
      return { ...driven, gaps: await gaps() };
    },
    async requests(width) {
      const costs: RunCost[] = [];
      for (const runId of runs.slice(-COSTS_LOOKED_AT)) {
        const { getRunCost } = await ask(COST, { runId });
        costs.push(getRunCost as RunCost);
      }
      const of = (what: string, unit: string, pick: (cost: RunCost) => number): Measurement => ({
        ...{ name: `ours, ${width} at once: ${what}`, unit, value: percentile(costs.map(pick), 0.5) },
      });
      return [
        of('AWS requests', '/step', ({ requests }) => requests / EXECUTIONS),
        of('price', 'USD/1000 workflows', ({ totalUsd }) => totalUsd * 1000),
      ];
    },
    async stop() {
      events.close();
      await backend.stop();
    },
  };
}
