import { vi } from 'vitest';
import type { RunStatus, StepStatus } from '#lib/domain/run/statuses';
import { pauseSeconds } from '#lib/runtime/queue';
import { processBatch as supervise } from '../functions/supervisor/process-batch.ts';
import { processBatch as work } from '../functions/worker/process-batch.ts';
import { Checker } from './checker.ts';
import { Faults } from './faults.ts';
import { FunctionHost } from './function-host.ts';
import { Network, type Surroundings } from './network.ts';
import { People } from './people.ts';
import { supervisorPorts, type World, workerPorts } from './ports.ts';
import { diceOf } from './random.ts';
import type { Scenario } from './scenario.ts';
import { type Stage, scriptedAgents } from './scripted-agents.ts';
import { Services } from './services.ts';
import { Tally } from './tally.ts';
import { takeTimers, VirtualTime } from './virtual-time.ts';

/** How a run of the schedule ended. */
export interface EndedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly steps: Readonly<Record<string, StepStatus>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Simulated {
  readonly runs: readonly EndedRun[];
  readonly services: Services;
  readonly checker: Checker;
  readonly tally: Tally;
  readonly events: number;
  readonly trace: readonly string[];
}

/** Whatever went wrong, work is at rest before that many events. */
const mostEvents = 30_000;
const sweepMs = 60_000;
/** Between the end of a machine and its next start, nothing is delivered. */
const reserveMs = 15_000;

/** Poison: what no function can read. */
export const poison = { supervisor: '{"detail-type":"task.completion","detail":{}}', worker: 'no JSON' } as const;

/**
 * Plays a scenario through the product's supervisor, worker and operations, over stores in memory and in virtual
 * time; with a seed of faults, under those that follow from it.
 */
export async function simulate(scenario: Scenario, faultSeed?: number): Promise<Simulated> {
  const time = new VirtualTime();
  const isFaulty = faultSeed !== undefined;
  const dice = diceOf(faultSeed ?? scenario.seed);
  const tally = new Tally();
  const faults = new Faults(dice, tally, isFaulty);
  const trace: string[] = [];
  const isTraced = process.env.TRACE !== undefined;
  const startedAt = time.now();
  const around: Surroundings = {
    ...{ time, dice, faults, tally, isTraced },
    trace: (line) => {
      if (isTraced) trace.push(`${((time.now() - startedAt) / 1000).toFixed(3).padStart(10)} s  ${line()}`);
    },
  };
  const again = () => people.again + tally.of('work waited');
  const checker = new Checker(scenario.blueprint, again);
  const services = new Services(around, checker);
  const stage: Stage = {
    begun(run, key, attempt) {
      tally.count('agent called');
      around.trace(() => `agent of ${key} called, attempt ${attempt}`);
      const state = services.getRun(people.runs.get(run) ?? '')?.state;
      if (state) checker.begun(state, key);
    },
    misbehaved: (how) => tally.count(how),
    hasTalked: (run) => {
      const has = people.hasTalked(run);
      if (!has) tally.count('work waited');
      return has;
    },
  };
  const network = new Network(around);
  const world: World = { services, network, around, getAgent: scriptedAgents(scenario, stage) };
  const people = new People(scenario, world);
  const hosts = hostsOf(world);

  takeTimers(time);
  const { stackTraceLimit } = Error;
  // Most errors here are part of the play.
  Error.stackTraceLimit = 0;
  try {
    for (let index = 0; index < scenario.runs; index += 1) people.follow(`run-${index}`);
    if (isFaulty) {
      for (const victim of scenario.poison) {
        tally.count(`poison for the ${victim}`);
        people.poison(victim === 'worker' ? services.workerQueue : services.supervisorQueue, poison[victim]);
      }
    }
    const sweep = () => {
      for (const runId of services.listDue()) {
        tally.count('swept');
        services.supervisorQueue.send({ kind: 'ticked', runId });
      }
      if (!hosts.some((host) => host.isDelicate) && faults.strikes('outage')) {
        around.trace(() => 'outage');
        for (const host of hosts) host.killAll();
        services.supervisorQueue.restart();
        services.workerQueue.restart();
      }
      time.after(sweepMs, sweep);
    };
    time.after(sweepMs, sweep);
    const isOver = () =>
      checker.violations.length > 0 || (people.isIdle && services.isQuiet && hosts.every((host) => host.isIdle));
    const events = await time.run(isOver, mostEvents);
    if (events === mostEvents) checker.violations.push(`no rest after ${mostEvents} events`);
    const runs = [...people.runs.values()].flatMap((id) => endedRun(services, id) ?? []);
    return { runs, services, checker, tally, events, trace };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    vi.unstubAllGlobals();
  }
}

function hostsOf(world: World): FunctionHost[] {
  const { services, around, network } = world;
  const { time } = around;
  const supervisor = new FunctionHost(
    {
      ...{ name: 'supervisor', queue: services.supervisorQueue, batchSize: 10, concurrency: 3, timeoutSeconds: 60 },
      async invoke(records, process) {
        const failed = await supervise(records, supervisorPorts(process, world), 512);
        for (const record of records) {
          if (!failed.includes(record.messageId)) continue;
          const seconds = pauseSeconds(Number(record.attributes.ApproximateReceiveCount));
          services.supervisorQueue.changeVisibility(record, seconds);
        }
        return failed;
      },
    },
    around,
  );
  const worker = new FunctionHost(
    {
      ...{ name: 'worker', queue: services.workerQueue, batchSize: 5, concurrency: 3, timeoutSeconds: 300 },
      invoke: (records, process, deadline) =>
        work(records, workerPorts(process, world), {
          remainingMs: () => deadline - time.now() - reserveMs,
          memoryMb: 1024,
          comeBack: (record, seconds) =>
            network.call(process, 'comeBack', () => services.workerQueue.changeVisibility(record, seconds)),
        }),
    },
    around,
  );
  return [supervisor, worker];
}

function endedRun(services: Services, id: string): EndedRun | undefined {
  const run = services.getRun(id);
  if (!run) return undefined;
  const steps = Object.entries(run.state.steps).map(([key, { status }]) => [key, status] as const);
  const outputs = services.listSteps(id).map(({ key, status, output, outputKey }): [string, unknown] => {
    const kept: unknown = outputKey ? JSON.parse(services.files.get(outputKey)?.text ?? 'null') : output;
    return [key, status === 'SUCCEEDED' ? kept : status];
  });
  return { id, status: run.status, steps: Object.fromEntries(steps), outputs: Object.fromEntries(outputs) };
}
