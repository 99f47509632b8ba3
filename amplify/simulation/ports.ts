import { defaultGuardrailPolicy } from '#lib/domain/guardrails/policy';
import { letterName } from '#lib/repositories/dead-letter';
import type { RunRecord } from '#lib/repositories/run';
import { type RunStepRecord, runStepId } from '#lib/repositories/run-step';
import type { RunOperationPorts } from '../functions/run-operations/ports.ts';
import type { SupervisorPorts } from '../functions/supervisor/ports.ts';
import type { WorkerPorts } from '../functions/worker/ports.ts';
import type { Network, Process, Surroundings } from './network.ts';
import { projectOf } from './scenario.ts';
import type { Services } from './services.ts';

/** The account, and the way to it. */
export interface World {
  readonly services: Services;
  readonly network: Network;
  readonly around: Surroundings;
  readonly getAgent: WorkerPorts['getAgent'];
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function loggerOf(process: Process, { trace, isTraced }: Surroundings): SupervisorPorts['logger'] {
  if (!isTraced) return silent;
  const log = (...words: unknown[]) => {
    if (process.isAlive) trace(() => `${process.name}: ${words.map(String).join(' ')}`);
  };
  return { info: log, warn: log, error: log };
}

/** What one call of the supervisor works with. */
export function supervisorPorts(process: Process, { services, network, around }: World): SupervisorPorts {
  const call = <Result>(name: string, effect: () => Result) => network.call(process, name, effect);
  return {
    runs: {
      get: (id) => call('getRun', () => services.getRun(id)),
      save: (update) => call('saveRun', () => services.saveRun(update)),
      listOpen: () => call('listRuns', () => services.listRuns()),
    },
    approvals: {
      open: (approval) => call('openApproval', () => services.openApproval(approval)),
      close: (id, as, at) =>
        call('closeApproval', () => {
          services.closeApproval(id, { status: as, decidedAt: at });
        }),
    },
    notify: (notification) =>
      call('notify', () => {
        if (!services.notifications.has(notification.id)) services.notifications.set(notification.id, notification);
      }),
    publish: (events) => call('publish', () => services.publish(events)),
    assign: (assignments) =>
      assignments.length === 0
        ? Promise.resolve()
        : call('assign', () => {
            for (const { message, delaySeconds } of assignments) services.workerQueue.send(message, delaySeconds);
          }),
    deadLetters: {
      put: (letter) =>
        call('putDeadLetter', () => {
          const name = letterName(letter);
          if (!services.deadLetters.has(name)) services.deadLetters.set(name, letter);
        }),
      remove: (id) => call('removeDeadLetter', () => void services.deadLetters.set(letterName(id), null)),
    },
    now: () => new Date(around.time.now()),
    logger: loggerOf(process, around),
  };
}

/** What one call of the worker works with. */
export function workerPorts(process: Process, { services, network, around, getAgent }: World): WorkerPorts {
  const call = <Result>(name: string, effect: () => Result) => network.call(process, name, effect);
  const recordsOf = (ids: readonly string[]) =>
    new Map(
      ids.flatMap((id): [string, RunStepRecord][] => {
        const record = services.getStep(id);
        return record ? [[id, record]] : [];
      }),
    );
  return {
    steps: {
      open: (runId, key, upstream) =>
        call('openRun', () => {
          const run = services.getRun(runId);
          // A worker that has seen the run before knows what else it will need.
          const more = run && around.dice.chance(0.5) ? upstream(run.definition) : [];
          const read = [...new Set([key, ...more])].map((name) => runStepId(runId, name));
          return run && { run, steps: recordsOf(read), read };
        }),
      getRun: (runId) => call('getRun', () => services.getRun(runId)),
      getMany: (ids) => call('getSteps', () => recordsOf(ids)),
      save: (write, since) => {
        const name = write.status === 'RUNNING' ? 'claim' : 'saveStep';
        return call(name, () => services.saveStep(write, since));
      },
    },
    driving: {
      limits: { lines: around.dice.between(1, 10), youngMs: around.dice.pick([0, 1000, 10_000, 10_000]) },
      save: (update) =>
        call('saveRun', () => {
          const isSaved = services.saveRun(update);
          around.tally.count(isSaved ? 'begun by a worker' : 'begun meanwhile');
          return isSaved;
        }),
      advance: (write, since, update) => {
        const isCutOff = !process.isSpared && around.faults.strikes('result stored alone');
        return call('advanceRun', () => {
          const outcome = services.advanceRun(write, since, update, isCutOff);
          around.tally.count(`result ${outcome}`);
          return outcome;
        });
      },
      assign: (assignments) =>
        call('assign', () => {
          for (const { message, delaySeconds } of assignments) services.workerQueue.send(message, delaySeconds);
        }),
      notify: (notification) =>
        call('notify', () => {
          if (!services.notifications.has(notification.id)) services.notifications.set(notification.id, notification);
        }),
    },
    projects: { get: (id) => call('getProject', () => projectOf(id)) },
    assessments: { get: () => call('getAssessment', () => undefined) },
    policies: { get: () => Promise.resolve(defaultGuardrailPolicy) },
    findings: { record: () => Promise.resolve() },
    leases: {
      acquire: (scope, lease) => call('acquireLease', () => services.acquireLease(scope, lease)),
      release: (scope, lease) => call('releaseLease', () => services.releaseLease(scope, lease)),
    },
    getAgent,
    storeFile: ({ key, body, sha256 }) =>
      call('storeFile', () => void services.files.set(key, { text: new TextDecoder().decode(body), sha256 })),
    readFile: (key) =>
      call('readFile', () => {
        const file = services.files.get(key);
        if (!file) throw new Error(`There is no file ${key}.`);
        return file.text;
      }),
    recordArtifact: (artifact) => call('recordArtifact', () => services.saveArtifact(artifact)),
    publish: (events) => call('publish', () => services.publish(events)),
    enqueue: (message, delaySeconds) => call('enqueue', () => services.workerQueue.send(message, delaySeconds)),
    now: () => around.time.now(),
    random: around.dice.number,
    logger: loggerOf(process, around),
  };
}

/** What one call of an operation on runs works with. */
export function operationPorts(process: Process, { services, network, around }: World): RunOperationPorts {
  const call = <Result>(name: string, effect: () => Result) => network.call(process, name, effect);
  return {
    runs: {
      create: (record) => call('createRun', () => services.createRun(copyOf(record))),
      get: (id) => call('getRun', () => services.getRun(id)),
    },
    steps: { listByRun: () => Promise.resolve([]) },
    approvals: {
      get: (id) => call('getApproval', () => services.approvals.get(id)),
      decide: (id, decision) => call('decide', () => services.closeApproval(id, decision)),
    },
    blueprints: { latest: () => Promise.resolve(undefined) },
    projects: { get: (id) => call('getProject', () => projectOf(id)) },
    agents: { get: () => Promise.resolve(undefined) },
    workLimits: {},
    publish: (events) => call('publish', () => services.publish(events)),
    assign: (message) => call('assign', () => services.workerQueue.send(message, 0)),
    audit: () => call('audit', () => undefined),
    now: () => new Date(around.time.now()),
    newId: () => `id-${Math.floor(around.dice.number() * 1e12)}`,
    logger: loggerOf(process, around),
  };
}

function copyOf(record: Parameters<RunOperationPorts['runs']['create']>[0]): RunRecord {
  return { ...record };
}
