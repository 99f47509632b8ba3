import type { Blueprint, Step } from '../blueprint/schema.ts';
import { planOf, type RunPlan } from './plan.ts';
import type { Decision, Facts, RunCommand, RunState, StepState } from './state.ts';
import { parseKey, stepKey } from './step-key.ts';

/** A decision in the making: reads like the state, copies it at the first change, gathers the commands. */
export class Draft {
  readonly plan: RunPlan;
  readonly at: number;
  readonly commands: RunCommand[] = [];
  readonly #before: RunState;
  #steps: Record<string, StepState> | undefined;
  #fields: Partial<RunState> = {};

  constructor(blueprint: Blueprint, before: RunState, at: number) {
    this.plan = planOf(blueprint);
    this.#before = before;
    this.at = at;
  }

  /** Whether nothing had been decided before: steps are as the run was begun, or taken over from another run. */
  get isUntouched(): boolean {
    return Object.values(this.#before.steps).every(
      ({ status, attempt }) => attempt === 0 && (status === 'PENDING' || status === 'REUSED' || status === 'SKIPPED'),
    );
  }

  get hasChanged(): boolean {
    return this.#steps !== undefined || Object.keys(this.#fields).length > 0;
  }

  get run(): Readonly<RunState> {
    return this.hasChanged ? this.#merged() : this.#before;
  }

  get steps(): Readonly<Record<string, StepState>> {
    return this.#steps ?? this.#before.steps;
  }

  /** The state of a step or branch of this run; undefined for any other key. */
  find(key: string): StepState | undefined {
    return Object.hasOwn(this.steps, key) ? this.steps[key] : undefined;
  }

  /** The step of the blueprint that the key belongs to. */
  stepOf(key: string): Step {
    const step = this.plan.steps.get(parseKey(key).stepId);
    if (!step) throw new Error(`The run has a step "${key}" that its blueprint does not have.`);
    return step;
  }

  /** Keys that workers get: the branches of a step that is fanned out, else the step. */
  leavesOf(stepId: string): readonly string[] {
    const branches = this.find(stepId)?.branches;
    if (branches === undefined) return [stepId];
    return Array.from({ length: branches }, (_, index) => stepKey(stepId, index));
  }

  /** Fields that are undefined are left out of the state. */
  put(key: string, next: StepState): void {
    this.#steps ??= { ...this.#before.steps };
    this.#steps[key] = withoutUndefined(next);
  }

  patch(fields: Partial<RunState>): void {
    this.#fields = { ...this.#fields, ...fields };
  }

  learn(facts: Facts): void {
    if (Object.keys(facts).length > 0) this.patch({ facts: { ...this.run.facts, ...facts } });
  }

  command(command: RunCommand): void {
    this.commands.push(command);
  }

  finish(): Decision {
    return { state: this.run, commands: this.commands };
  }

  #merged(): RunState {
    return withoutUndefined({ ...this.#before, ...this.#fields, steps: this.steps });
  }
}

function withoutUndefined<Value extends object>(value: Value): Value {
  const copy = { ...value };
  for (const name in copy) if (copy[name] === undefined) Reflect.deleteProperty(copy, name);
  return copy;
}
