import type { Outcome } from '#lib/domain/outcome/outcome';
import { statusOfDecision } from '#lib/domain/run/approval';
import { type ApprovalDecision, isRunOver } from '#lib/domain/run/statuses';
import { parseKey } from '#lib/domain/run/step-key';
import type { ApprovalRecord } from '#lib/repositories/approval';
import type { RunRecord } from '#lib/repositories/run';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import { cancelRun, replayRun, retryStep } from '../functions/run-operations/change-run.ts';
import { decideApproval } from '../functions/run-operations/decide-approval.ts';
import type { RunOperationPorts } from '../functions/run-operations/ports.ts';
import { beginNewRun } from '../functions/run-operations/start-run.ts';
import type { MemoryQueue } from './memory-queue.ts';
import { Process } from './network.ts';
import { operationPorts, type World } from './ports.ts';
import { organization, projectId, type Scenario } from './scenario.ts';

type Operate<Data> = (ports: RunOperationPorts) => Promise<Outcome<Data>>;

/** Whoever starts a run looks at it now and then, and does what is to be done about it. */
export class People {
  readonly #scenario: Scenario;
  readonly #world: World;
  /** Ids of the runs that they started, by name. */
  readonly runs = new Map<string, string>();
  readonly #talked = new Set<string>();
  #busy = 0;
  #retries = 0;
  #changes = 0;

  constructor(scenario: Scenario, world: World) {
    this.#scenario = scenario;
    this.#world = world;
  }

  /** Whether nobody is about to do anything. */
  get isIdle(): boolean {
    return this.#busy === 0;
  }

  /** How often they had work done again. */
  get again(): number {
    return this.#retries + this.#changes;
  }

  hasTalked(run: string): boolean {
    return this.#talked.has(run);
  }

  /** Starts a run of that name, and follows it to its end. */
  follow(name: string): void {
    const { dice } = this.#world.around;
    const { blueprint, cancelAfterMs } = this.#scenario;
    const input = { run: name };
    const start: Operate<RunRecord> = (ports) =>
      beginNewRun(this.#call('startRun'), { blueprint, input, idempotencyKey: name }, ports);
    const runId = this.#runIdOf(name);
    this.#insist(start, 'run started', () => this.#look(runId));
    if (cancelAfterMs !== undefined) {
      this.#later(cancelAfterMs, () =>
        this.#insist((ports) => cancelRun(this.#call('cancelRun', { runId }), ports), 'cancelled'),
      );
    }
    if (blueprint.steps.some(({ agent }) => agent === 'assessment')) {
      this.#later(dice.delay(120_000), () => this.#endConversation(name));
    }
  }

  /** Somebody puts into a queue what no function can read. */
  poison(queue: MemoryQueue, text: string): void {
    this.#later(this.#world.around.dice.delay(20_000), () => queue.send(text));
  }

  #look(runId: string): void {
    const { services, around } = this.#world;
    const run = services.getRun(runId);
    if (!run) return;
    if (run.status === 'FAILED') return this.#retry(run);
    if (run.status === 'COMPLETED') return this.#replay(run);
    if (isRunOver(run.status)) return;
    const open = [...services.approvals.values()].find((one) => one.runId === runId && one.status === 'PENDING');
    if (open && !this.#isLeft(open)) return this.#decide(open);
    this.#later(around.dice.between(5000, 300_000), () => this.#look(runId));
  }

  /** The same key gives the same run, however often it is asked for. */
  #runIdOf(name: string): string {
    const id = derivedId('run', organization, 'person-1', projectId, name);
    this.runs.set(name, id);
    return id;
  }

  #replay(run: RunRecord): void {
    const fromStepId = this.#scenario.replayFrom;
    if (fromStepId === undefined || this.runs.has('replay')) return;
    const runId = this.#runIdOf('replay');
    const args = { fromStepId, input: null, idempotencyKey: 'replay' };
    const operate: Operate<unknown> = (ports) => replayRun(this.#call('replayRun', { runId: run.id, args }), ports);
    this.#insist(operate, 'replayed', () => this.#look(runId));
  }

  /** Tries a failed step again, one that never will succeed once. */
  #retry(run: RunRecord): void {
    const failed = Object.entries(run.state.steps).filter(([, { status }]) => status === 'FAILED');
    const keys = failed.map(([key]) => key).filter((key) => parseKey(key).stepId !== this.#scenario.hopeless);
    const isHopeless = keys.length < failed.length;
    if (isHopeless && this.#retries > 0) return;
    const [first = ''] = isHopeless ? failed.map(([key]) => key) : keys;
    const operate: Operate<unknown> = (ports) => {
      this.#retries += 1;
      return retryStep(this.#call('retryStep', { runId: run.id, args: { stepId: first } }), ports);
    };
    this.#insist(operate, 'retried', () => this.#later(600_000, () => this.#look(run.id)));
  }

  #isLeft({ stepId }: ApprovalRecord): boolean {
    const gate = this.#scenario.blueprint.steps.find(({ id }) => id === stepId)?.gate;
    return this.#scenario.isUnattended && gate?.deadlineSeconds !== undefined && gate.onLapse === 'approve';
  }

  #decide({ id, runId, stepId }: ApprovalRecord): void {
    const { dice } = this.#world.around;
    const wish = this.#scenario.decisions.get(stepId) ?? 'approve';
    const decision = this.#isGranted(wish, { runId, stepId }) ? 'approve' : wish;
    if (decision === 'request_changes') this.#changes += 1;
    const args = { decision, comment: decision === 'request_changes' ? `Change ${stepId}` : '' };
    const decide =
      (person: number): Operate<unknown> =>
      (ports) =>
        decideApproval(this.#call('decideApproval', { approvalId: id, args, person }), ports);
    if (dice.chance(0.2)) this.#insist(decide(2), `decided by two: ${decision}`);
    this.#insist(decide(1), `decided: ${decision}`, () => {
      this.#later(dice.between(5000, 60_000), () => this.#look(runId));
    });
  }

  /** Whether a change is in the result, or a rejection was heard: else the wish is told again. */
  #isGranted(wish: ApprovalDecision, { runId, stepId }: { runId: string; stepId: string }): boolean {
    const { services } = this.#world;
    if (wish === 'request_changes') {
      const [step = { output: null }] = services.listSteps(runId).filter(({ key }) => parseKey(key).stepId === stepId);
      return step.output === null || JSON.stringify(step.output).includes('Change');
    }
    const asked = [...services.approvals.values()].filter((one) => one.runId === runId && one.stepId === stepId);
    return asked.some(({ status }) => status === statusOfDecision[wish]);
  }

  #endConversation(run: string): void {
    this.#talked.add(run);
    const progress = { technical: 100, governance: 100, business: 100, commercial: 100 };
    const envelope = { schemaVersion: 1, organization, correlationId: run, projectId } as const;
    const rest = { progress, version: 1, allDimensionsComplete: true, completedAt: '2026-11-21T09:00:00.000Z' };
    const detail = { ...envelope, idempotencyKey: `${run}:talked`, ...rest };
    this.#world.services.publish([{ name: 'assessment.completed', detail }]);
  }

  /** Repeats an operation until it is answered: done, or refused for a reason. */
  #insist<Data>(operate: Operate<Data>, what: string, then: () => void = () => undefined): void {
    const { around } = this.#world;
    this.#busy += 1;
    const again = () => around.time.after(around.dice.between(1000, 20_000), attempt);
    const attempt = () => {
      const process = new Process('operation', again);
      operate(operationPorts(process, this.#world)).then(
        (outcome) => {
          if (!process.isAlive) return;
          process.isAlive = false;
          if (!outcome.ok && outcome.error.type === 'Unavailable') return again();
          around.tally.count(outcome.ok ? what : `${what}: ${outcome.error.code}`);
          around.trace(() => `${what} ${outcome.ok ? '' : outcome.error.code}`);
          this.#busy -= 1;
          then();
        },
        () => process.kill(),
      );
    };
    attempt();
  }

  #later(milliseconds: number, act: () => void): void {
    this.#busy += 1;
    this.#world.around.time.after(milliseconds, () => {
      this.#busy -= 1;
      act();
    });
  }

  #call(
    operation: string,
    about: { runId?: string; approvalId?: string; args?: Record<string, unknown>; person?: number } = {},
  ): OperationCall {
    const { runId, approvalId, args = {}, person = 1 } = about;
    const place = { organization, projectId };
    return {
      ...{ operation, arguments: args, organization, requestId: 'r', correlationId: 'c' },
      project: { id: projectId, organization, name: 'Simulated' },
      run: runId === undefined ? null : { id: runId, ...place },
      approval: approvalId === undefined ? null : { id: approvalId, ...place },
      caller: {
        ...{ userId: `person-${person}`, email: `person-${person}@demo.test`, groups: ['project_manager'] },
        capabilities: [],
      },
    };
  }
}
