import type { SQSRecord } from 'aws-lambda';
import type { Agent } from '#lib/agents/agent';
import { getAgent } from '#lib/agents/registry';
import { type BlueprintDefinition, blueprintSchema } from '#lib/domain/blueprint/schema';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { GuardrailFinding } from '#lib/domain/guardrails/guardrail-finding';
import { defaultGuardrailPolicy } from '#lib/domain/guardrails/policy';
import { formatLease, lapsedLeases, leaseLimits } from '#lib/domain/run/lease';
import type { RunState, StepState } from '#lib/domain/run/state';
import type { RunStatus, StepStatus } from '#lib/domain/run/statuses';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunAgentTask } from '#lib/providers/registry';
import type { ArtifactRecord } from '#lib/repositories/artifact';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import type { RunRecord, RunUpdate } from '#lib/repositories/run';
import { parseRunStep, type RunStepWrite, runStepId } from '#lib/repositories/run-step';
import type { DriveLimits } from './drive-limits.ts';
import type { DrivingPorts, StoredFile, WorkerPorts } from './ports.ts';
import { processBatch } from './process-batch.ts';

/** Every call with an effect, in the order in which work makes them; each can be cut off. */
export const effects = ['acquire', 'storeFile', 'recordArtifact', 'save', 'enqueue', 'publish', 'release'] as const;
export type Effect = (typeof effects)[number] | 'saveRun';

interface Setup {
  readonly steps: BlueprintDefinition['steps'];
  readonly input?: unknown;
  /** Beside those of the registry. */
  readonly agents?: Readonly<Record<string, Agent>>;
  readonly assessment?: AssessmentRecord;
  /** Who has the project's id by now; `demo` unless given. */
  readonly projectOf?: string;
  readonly limits?: { organization: number; agent: number };
  /** Where agents think; in their own cores unless given. */
  readonly runAgentTask?: RunAgentTask;
  /** Has the worker drive the run on, so far. */
  readonly drive?: DriveLimits;
  /** A run that was stored, and that nobody has begun. */
  readonly isUnbegun?: boolean;
}

/**
 * One run and the stores around it in memory, with the same promises as the real ones. `cutNext` makes the next call
 * of an effect fail, before or after it took place.
 */
export function createMemoryWorker(setup: Setup) {
  const definition = blueprintSchema.parse({
    schemaVersion: 1,
    id: 'test',
    name: 'Test',
    version: 1,
    steps: setup.steps,
  });
  const steps: Record<string, StepState> = {};
  for (const { id } of definition.steps)
    steps[id] = setup.isUnbegun ? { status: 'PENDING', attempt: 0 } : { status: 'SCHEDULED', attempt: 1 };
  const run = { id: 'r1', organization: 'demo', projectId: 'p1', status: 'RUNNING' as RunStatus };
  const items = new Map<string, RunStepWrite>();
  const files = new Map<string, StoredFile>();
  const artifacts = new Map<string, ArtifactRecord>();
  const events: FactoryEvent[] = [];
  const findings: GuardrailFinding[] = [];
  const queue: { message: WorkerMessage; delaySeconds: number }[] = [];
  const leases = new Set<string>();
  const counts = new Map<Effect, number>();
  const postponed: number[] = [];
  const warnings: unknown[] = [];
  const limits = setup.limits ?? leaseLimits;
  const notified: string[] = [];
  let version = setup.isUnbegun ? 0 : 1;
  let moved: RunState | undefined;
  let cut: { effect: Effect; when: 'before' | 'after' } | undefined;

  function perform<Result>(effect: Effect, take: () => Result): Promise<Result> {
    const isCut = cut?.effect === effect;
    const when = cut?.when;
    if (isCut) cut = undefined;
    if (isCut && when === 'before') return Promise.reject(new Error(`cut off before ${effect}`));
    counts.set(effect, (counts.get(effect) ?? 0) + 1);
    const result = take();
    return isCut ? Promise.reject(new Error(`cut off after ${effect}`)) : Promise.resolve(result);
  }

  const startedAt = Date.now();
  const base = { facts: {}, spentUsd: 0, notified: 0, startedAt };
  const workedRun = (): RunRecord => ({
    ...{ ...run, definition, input: setup.input ?? {}, blueprintId: 'test', blueprintVersion: 1, name: 'Test' },
    ...{ version, correlationId: 'click', startedAt: new Date(startedAt).toISOString() },
    state: { ...(moved ?? { ...base, schemaVersion: 1 }), status: run.status, steps: { ...steps } },
  });
  const recordsOf = (ids: readonly string[]) =>
    new Map(
      ids.flatMap((id) => {
        const item = items.get(id);
        return item ? [[id, parseRunStep({ ...item, id })] as const] : [];
      }),
    );

  const save: WorkerPorts['steps']['save'] = (write, since) =>
    perform('save', () => {
      const id = runStepId(write.runId, write.key);
      const was = items.get(id);
      // As in save-run-step.js.
      const isFree =
        (was === undefined && !write.hasClaimed) ||
        (was !== undefined &&
          (was.attempt < since ||
            (was.attempt === write.attempt && was.status === 'RUNNING' && isOpenTo(was, write)) ||
            (was.attempt < write.attempt && was.status !== 'SUCCEEDED')));
      if (isFree) items.set(id, { ...was, ...write, writtenBy: write.claimant });
      return isFree;
    });

  function move({ record, state }: Pick<RunUpdate, 'record' | 'state'>): boolean {
    if (record.version !== version) return false;
    version += 1;
    run.status = state.status;
    moved = state;
    for (const [key, step] of Object.entries(state.steps)) steps[key] = step;
    return true;
  }

  const driving = (limits: DriveLimits): DrivingPorts => ({
    limits,
    async advance(write, since, { record, state }) {
      if (!(await save(write, since))) return 'refused';
      return move({ record, state }) ? 'advanced' : 'overtaken';
    },
    save: (update) => perform('saveRun', () => move(update)),
    assign: (assignments) => Promise.resolve(void queue.push(...assignments)),
    notify: ({ kind }) => Promise.resolve(void notified.push(kind)),
  });

  const ports: WorkerPorts = {
    ...(setup.drive ? { driving: driving(setup.drive) } : {}),
    steps: {
      open: (runId, key) => {
        const read = [runStepId(runId, key)];
        return Promise.resolve(runId === run.id ? { run: workedRun(), steps: recordsOf(read), read } : undefined);
      },
      getRun: () => Promise.resolve(workedRun()),
      getMany: (ids) => Promise.resolve(recordsOf(ids)),
      save,
    },
    projects: {
      get: (id) =>
        Promise.resolve({
          ...{ id, organization: setup.projectOf ?? 'demo', name: 'Claims', status: 'CREATED', progressVersion: 0 },
          progress: { assessment: 0, design: 0, planning: 0, implementation: 0 },
        }),
    },
    assessments: { get: () => Promise.resolve(setup.assessment) },
    policies: { get: () => Promise.resolve(defaultGuardrailPolicy) },
    findings: { record: (found) => Promise.resolve(void findings.push(...found)) },
    leases: {
      acquire: (_scope, lease) =>
        perform('acquire', () => {
          for (const lapsed of lapsedLeases([...leases], Date.now())) leases.delete(lapsed);
          if (leases.size >= Math.min(limits.organization, limits.agent)) return false;
          leases.add(formatLease(lease));
          return true;
        }),
      release: (_scope, lease) => perform('release', () => void leases.delete(formatLease(lease))),
    },
    getAgent: (id) => setup.agents?.[id] ?? getAgent(id),
    ...(setup.runAgentTask ? { runAgentTask: setup.runAgentTask } : {}),
    storeFile: (file) => perform('storeFile', () => void files.set(file.key, file)),
    readFile: (key) => Promise.resolve(new TextDecoder().decode(files.get(key)?.body)),
    recordArtifact: (artifact) => perform('recordArtifact', () => void artifacts.set(artifact.id, artifact)),
    publish: (published) => perform('publish', () => void events.push(...published)),
    enqueue: (message, delaySeconds) => perform('enqueue', () => void queue.push({ message, delaySeconds })),
    now: Date.now,
    random: () => 0.5,
    logger: { info: () => undefined, warn: (...said) => warnings.push(said), error: (...said) => warnings.push(said) },
  };

  return {
    ports,
    files,
    artifacts,
    events,
    findings,
    queue,
    leases,
    notified,
    postponed,
    warnings,
    count: (effect: Effect) => counts.get(effect) ?? 0,
    cutNext: (effect: Effect, when: 'before' | 'after') => {
      cut = { effect, when };
    },
    /** Whether the cut that was asked for took place. */
    isCut: () => cut === undefined,
    /** Somebody else writes the run. */
    moveRun: () => {
      version += 1;
    },
    endRun: (status: RunStatus) => {
      run.status = status;
    },
    setStep: (
      key: string,
      status: StepStatus,
      more: { attempt?: number; branches?: number; reusedFrom?: string } = {},
    ) => {
      steps[key] = { status, attempt: 1, ...more };
    },
    /** Lays down what another worker, or another run, made of a step. */
    put: (key: string, write: Partial<RunStepWrite>, runId = run.id) => {
      const startedAt = new Date().toISOString();
      const { organization, projectId } = run;
      const base = {
        organization,
        projectId,
        runId,
        key,
        agentId: 'probe',
        task: null,
        startedAt,
        attempt: 1,
        claimant: '',
        takesOverBefore: '',
        hasClaimed: false,
      };
      items.set(runStepId(runId, key), { ...base, status: 'SUCCEEDED', ...write });
    },
    /** The record of a step as it stands. */
    record: (key: string) => items.get(runStepId(run.id, key)),
    output: (key: string): unknown => parseRunStep({ ...items.get(runStepId(run.id, key)), id: key }).output,
    message: (key: string, more: Partial<WorkerMessage> = {}): WorkerMessage => ({
      ...{ runId: run.id, organization: 'demo', projectId: 'p1', correlationId: 'click' },
      ...{ key, attempt: 1, since: 1, ...more },
    }),
    /** Gives messages to a call of the function; answers the places of those that are to come again. */
    async deliver(
      messages: readonly (WorkerMessage | string)[],
      remainingMs = 285_000,
      receiveCount = 1,
    ): Promise<number[]> {
      const startedAt = Date.now();
      const records = messages.map((message, index) => sqsRecord(index, message, receiveCount));
      const failed = await processBatch(records, ports, {
        remainingMs: () => remainingMs - (Date.now() - startedAt),
        memoryMb: 1024,
        comeBack: (_record, seconds) => Promise.resolve(void postponed.push(seconds)),
      });
      return failed.map(Number);
    },
  };
}

function isOpenTo(was: RunStepWrite, { claimant, takesOverBefore, hasClaimed }: RunStepWrite): boolean {
  const { claimedBy, heartbeatAt } = was;
  if (hasClaimed) return was.claimant === claimant;
  const isLost = typeof heartbeatAt === 'string' && heartbeatAt < takesOverBefore;
  return !claimedBy || claimedBy === claimant || isLost;
}

function sqsRecord(index: number, message: WorkerMessage | string, receiveCount: number): SQSRecord {
  return {
    messageId: String(index),
    receiptHandle: String(index),
    body: typeof message === 'string' ? message : JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'us-east-1',
  };
}
