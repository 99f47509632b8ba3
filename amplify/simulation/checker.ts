import { dependenciesOf } from '#lib/domain/blueprint/graph';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { RunState, StepState } from '#lib/domain/run/state';
import { parseKey } from '#lib/domain/run/step-key';
import type { RunRecord } from '#lib/repositories/run';
import type { RunStepRecord } from '#lib/repositories/run-step';
import type { Witness } from './services.ts';

const done = ['SUCCEEDED', 'REUSED', 'SKIPPED'];
const working = ['SCHEDULED', 'RETRYING', 'WAITING'];

/** Watches every write and says what must not have happened. */
export class Checker implements Witness {
  readonly violations: string[] = [];
  readonly events: FactoryEvent[] = [];
  readonly #successes = new Map<string, number>();
  /** USD of every attempt that ended, by `id/attempt`. */
  readonly spent = new Map<string, number>();
  readonly #dependencies: ReadonlyMap<string, readonly string[]>;
  readonly #attempts: ReadonlyMap<string, number>;
  /** Steps that are fanned out: they have no attempts of their own. */
  readonly #lists: ReadonlySet<string>;
  readonly #again: () => number;

  /** `again` counts what people had done again. */
  constructor(blueprint: Blueprint, again: () => number) {
    this.#dependencies = dependenciesOf(blueprint);
    this.#attempts = new Map(blueprint.steps.map(({ id, retry }) => [id, retry?.attempts ?? 3]));
    this.#lists = new Set(blueprint.steps.flatMap(({ id, forEach }) => (forEach ? [id] : [])));
    this.#again = again;
  }

  runSaved(before: RunRecord, after: RunState, recordOf: (key: string) => RunStepRecord | undefined): void {
    const was = before.state;
    if ((was.status === 'COMPLETED' || was.status === 'CANCELLED') && summary(was) !== summary(after)) {
      this.#violate(`the run was ${was.status} and changed to ${summary(after)}`);
    }
    for (const [key, step] of Object.entries(after.steps)) {
      const earlier = was.steps[key];
      if (earlier && step !== earlier && !this.#lists.has(key)) this.#ended(key, [earlier, step], recordOf(key));
      if (step.attempt <= (earlier?.attempt ?? 0)) continue;
      this.begun(after, key);
      if (was.budgetGate?.isOpen && after.budgetGate?.isOpen) this.#violate(`${key} began while the budget is used up`);
      // Each change, retry and conversation begins the count anew.
      const most = (this.#attempts.get(parseKey(key).stepId) ?? 0) * (1 + this.#again());
      if (step.attempt > most) this.#violate(`${key} has attempt ${step.attempt} of ${most}`);
    }
  }

  /** What an attempt is taken to have come to stands in its record. */
  #ended(key: string, [was, now]: readonly [StepState, StepState], record: RunStepRecord | undefined): void {
    const hasSucceeded = working.includes(was.status) && (now.status === 'SUCCEEDED' || now.status === 'GATED');
    if (hasSucceeded && (record?.status !== 'SUCCEEDED' || record.attempt < (now.since ?? 1))) {
      this.#violate(`${key} is ${now.status} without a result that counts`);
    }
    const hasFailed = (now.failures ?? 0) > (was.failures ?? 0) && !now.reason?.startsWith('Timed out');
    if (hasFailed && (record?.status !== 'FAILED' || record.attempt !== was.attempt)) {
      this.#violate(`attempt ${was.attempt} of ${key} is taken to have failed`);
    }
  }

  /** A step or branch was begun, or its agent called. */
  begun(state: RunState, key: string): void {
    const { stepId } = parseKey(key);
    for (const id of this.#dependencies.get(stepId) ?? []) {
      const status = state.steps[id]?.status ?? 'absent';
      if (!done.includes(status)) this.#violate(`${key} began while ${id} was ${status}`);
    }
  }

  stepSaved(before: RunStepRecord | undefined, after: RunStepRecord, since: number): void {
    if (before && before.attempt > after.attempt) this.#violate(`${after.id}: attempt ${after.attempt} came too late`);
    if (after.status === 'RUNNING') return;
    this.spent.set(`${after.id}/${after.attempt}`, after.usd ?? 0);
    if (after.status !== 'SUCCEEDED') return;
    const place = `${after.id}/${since}`;
    const count = (this.#successes.get(place) ?? 0) + 1;
    this.#successes.set(place, count);
    if (count > 1) this.#violate(`${place} succeeded ${count} times`);
  }

  published(event: FactoryEvent): void {
    this.events.push(event);
  }

  #violate(what: string): void {
    this.violations.push(what);
  }
}

function summary({ status, steps }: RunState): string {
  return `${status} ${Object.entries(steps)
    .map(([key, step]) => `${key}:${step.status}`)
    .join(' ')}`;
}
