import { queueConsumers } from '#lib/domain/events/consumers';
import { events, type FactoryEvent } from '#lib/domain/events/registry';
import { budgetKey } from '#lib/domain/run/budget';
import { formatLease, type Lease, lapsedLeases } from '#lib/domain/run/lease';
import { type RunState, runStateSchema } from '#lib/domain/run/state';
import type { ApprovalRecord } from '#lib/repositories/approval';
import type { ArtifactRecord } from '#lib/repositories/artifact';
import type { DeadLetter } from '#lib/repositories/dead-letter';
import type { RunRecord, RunUpdate } from '#lib/repositories/run';
import {
  type AdvanceOutcome,
  parseRunStep,
  type RunStepRecord,
  type RunStepWrite,
  runStepId,
} from '#lib/repositories/run-step';
import type { LeaseScope } from '#lib/repositories/worker-lease';
import { MemoryQueue } from './memory-queue.ts';
import type { Surroundings } from './network.ts';
import { resolverRequest } from './resolvers.ts';
import { updateItem } from './update-expression.ts';

/** Told of every write that took place, in order. */
export interface Witness {
  runSaved(before: RunRecord, after: RunState, recordOf: (key: string) => RunStepRecord | undefined): void;
  stepSaved(before: RunStepRecord | undefined, after: RunStepRecord, since: number): void;
  published(event: FactoryEvent): void;
}

/** So few places that work has to wait for one at times. */
const leaseLimits = { organization: 5, agent: 4 };

/** The stores and services of one simulated account. */
export class Services {
  readonly supervisorQueue: MemoryQueue;
  readonly workerQueue: MemoryQueue;
  /** Steps that failed for good, by name; null once they were redriven. */
  readonly deadLetters = new Map<string, DeadLetter | null>();
  readonly approvals = new Map<string, ApprovalRecord>();
  readonly notifications = new Map<string, unknown>();
  readonly artifacts = new Map<string, ArtifactRecord>();
  readonly files = new Map<string, { readonly text: string; readonly sha256: string }>();
  readonly leases = new Map<string, Set<string>>();
  /** States as they were read from their items. */
  readonly #states = new WeakMap<object, RunState>();
  readonly #records = new WeakMap<object, RunStepRecord>();
  readonly #runs = new Map<
    string,
    { readonly record: RunRecord; readonly item: Map<string, Record<string, unknown>> }
  >();
  readonly #steps = new Map<string, Record<string, unknown>>();
  readonly #around: Surroundings;
  readonly #witness: Witness;
  #underWay = 0;

  constructor(around: Surroundings, witness: Witness) {
    this.#around = around;
    this.#witness = witness;
    this.supervisorQueue = new MemoryQueue('supervisorQueue', 360, around);
    this.workerQueue = new MemoryQueue('workerQueue', 1800, around);
  }

  /** Whether nothing is on its way to a function. */
  get isQuiet(): boolean {
    return this.#underWay === 0 && this.supervisorQueue.size === 0 && this.workerQueue.size === 0;
  }

  createRun(record: RunRecord): boolean {
    if (this.#runs.has(record.id)) return false;
    const { id, version, status } = record;
    this.#runs.set(id, { record, item: new Map([[id, { id, version, status, state: JSON.stringify(record.state) }]]) });
    return true;
  }

  getRun(id: string): RunRecord | undefined {
    const run = this.#runs.get(id);
    const item = run?.item.get(id);
    if (!run || !item) return undefined;
    const state = this.#states.get(item) ?? runStateSchema.parse(JSON.parse(String(item.state)));
    this.#states.set(item, state);
    return { ...run.record, version: Number(item.version), status: state.status, state, usage: item.usage };
  }

  listRuns(): string[] {
    return [...this.#runs.keys()];
  }

  /** Runs that time alone moves, and that are due. */
  listDue(): string[] {
    const now = this.#around.time.now();
    return [...this.#runs].flatMap(([id, { item }]) => {
      const { wakeShard, wakeAt } = item.get(id) ?? {};
      return wakeShard === 'due' && typeof wakeAt === 'number' && wakeAt <= now ? [id] : [];
    });
  }

  saveRun({ record, state, wakeAt, usage }: RunUpdate): boolean {
    const run = this.#runs.get(record.id);
    const before = this.getRun(record.id);
    if (!run || !before) throw new Error(`There is no run ${record.id}.`);
    const { status, spentUsd } = state;
    const { trace, tally } = this.#around;
    const written = { status, spentUsd, state: JSON.stringify(state), usage, wakeAt, version: record.version + 1 };
    if (!updateItem(run.item, resolverRequest('saveRun', { runId: record.id, ...written }))) {
      tally.count('two decided at once');
      return false;
    }
    if (written.state.includes('Timed out after')) tally.count('attempt timed out');
    trace(() => `run ${brief(state)}`);
    this.#witness.runSaved(before, state, (key) => this.getStep(runStepId(record.id, key)));
    return true;
  }

  /** The resolver's two steps, one after the other; `isCutOff` between them. */
  advanceRun(write: RunStepWrite, since: number, update: RunUpdate, isCutOff: boolean): AdvanceOutcome {
    if (!this.saveStep(write, since)) return 'refused';
    if (isCutOff) throw new Error('Only the result was stored.');
    return this.saveRun(update) ? 'advanced' : 'overtaken';
  }

  getStep(id: string): RunStepRecord | undefined {
    const item = this.#steps.get(id);
    return item && this.#recordOf(item);
  }

  listSteps(runId: string): RunStepRecord[] {
    return [...this.#steps.values()].map((item) => this.#recordOf(item)).filter((step) => step.runId === runId);
  }

  #recordOf(item: Record<string, unknown>): RunStepRecord {
    const record = this.#records.get(item) ?? parseRunStep(item);
    this.#records.set(item, record);
    return record;
  }

  saveStep(input: RunStepWrite, since: number): boolean {
    const id = runStepId(input.runId, input.key);
    const before = this.getStep(id);
    const { trace, tally } = this.#around;
    // As it goes over the wire.
    const sent: unknown = JSON.parse(JSON.stringify(input));
    const args = { since, input: sent };
    const isSaved = updateItem(this.#steps, resolverRequest('saveRunStep', args));
    trace(() => `record ${input.key} attempt ${input.attempt} ${input.status}${isSaved ? '' : ' refused'}`);
    const after = this.getStep(id);
    if (!isSaved || !after) {
      tally.count(before && before.attempt > input.attempt ? 'late result fenced off' : 'second result fenced off');
      return false;
    }
    this.#witness.stepSaved(before, after, since);
    return true;
  }

  openApproval(approval: ApprovalRecord): void {
    if (approval.stepId === budgetKey) this.#around.tally.count('budget gate');
    if (!this.approvals.has(approval.id)) this.approvals.set(approval.id, approval);
  }

  /** On condition that it is open. */
  closeApproval(id: string, change: Partial<ApprovalRecord>): boolean {
    const approval = this.approvals.get(id);
    if (approval?.status !== 'PENDING') return false;
    if (change.status === 'LAPSED') this.#around.tally.count('gate lapsed');
    this.approvals.set(id, { ...approval, ...change });
    return true;
  }

  saveArtifact(artifact: ArtifactRecord): void {
    const known = this.artifacts.get(artifact.id);
    if (!known || known.version <= artifact.version) this.artifacts.set(artifact.id, artifact);
  }

  acquireLease({ organization, agent }: LeaseScope, lease: Lease): boolean {
    const [all, ofAgent] = [this.#leasesOf(organization), this.#leasesOf(`${organization}/${agent}`)];
    for (const lapsed of lapsedLeases([...all, ...ofAgent], this.#around.time.now())) {
      all.delete(lapsed);
      ofAgent.delete(lapsed);
    }
    // As in the repository: a request that is repeated meets itself.
    if (all.has(formatLease(lease))) return true;
    if (all.size >= leaseLimits.organization || ofAgent.size >= leaseLimits.agent) {
      this.#around.tally.count('waited for a place');
      return false;
    }
    for (const places of [all, ofAgent]) places.add(formatLease(lease));
    return true;
  }

  releaseLease({ organization, agent }: LeaseScope, lease: Lease): void {
    for (const scope of [organization, `${organization}/${agent}`]) this.#leasesOf(scope).delete(formatLease(lease));
  }

  #leasesOf(scope: string): Set<string> {
    const known = this.leases.get(scope) ?? new Set();
    this.leases.set(scope, known);
    return known;
  }

  /** Delivers to the supervisor's queue what it listens to: late, twice, in any order. */
  publish(published: readonly FactoryEvent[]): void {
    const { faults, dice, time } = this.#around;
    const consumed: readonly { readonly event: string }[] = queueConsumers.supervisor;
    for (const event of published) {
      this.#witness.published(event);
      if (event.name === 'task.request' && event.detail.taskDetails.kind === 'resume')
        this.#around.tally.count('resumed');
      if (!consumed.some((interest) => interest.event === event.name)) continue;
      const body = { source: events[event.name].source, 'detail-type': event.name, detail: event.detail };
      const deliver = () => {
        const late = faults.strikes('event delivered late') ? dice.delay(120_000) : 0;
        this.#underWay += 1;
        time.after(dice.delay(30) + late, () => {
          this.#underWay -= 1;
          this.supervisorQueue.send(body);
        });
      };
      deliver();
      if (faults.strikes('event delivered twice')) deliver();
    }
  }
}

function brief(state: RunState): string {
  const steps = Object.entries(state.steps).map(([key, step]) => `${key}:${step.status}/${step.attempt}`);
  return `${state.status} ${steps.join(' ')}`;
}
