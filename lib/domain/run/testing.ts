import { type Blueprint, type BlueprintDefinition, blueprintSchema } from '../blueprint/schema.ts';
import { beginRun } from './begin.ts';
import { decide, pendingCommands } from './decide.ts';
import type { Decision, Facts, RunCommand, RunInput, RunState } from './state.ts';
import type { ApprovalDecision } from './statuses.ts';

export type StepDefinition = Partial<BlueprintDefinition['steps'][number]> & { id: string };

/** A blueprint of steps of which only what matters is said. */
export function blueprintOf(steps: readonly StepDefinition[], rest: Partial<BlueprintDefinition> = {}): Blueprint {
  const filled = steps.map((step) => ({ title: step.id, agent: 'probe', ...step }));
  return blueprintSchema.parse({ schemaVersion: 1, id: 'tested', name: 'Tested', version: 1, steps: filled, ...rest });
}

type Of<Kind extends RunInput['kind']> = Extract<RunInput, { kind: Kind }>;

export const started: RunInput = { kind: 'started', at: 0 };

export function succeeded(key: string, rest: Partial<Of<'step.succeeded'>> = {}): RunInput {
  return { kind: 'step.succeeded', at: 0, key, attempt: 1, facts: {}, usd: 0, ...rest };
}

export function failed(key: string, rest: Partial<Of<'step.failed'>> = {}): RunInput {
  return { kind: 'step.failed', at: 0, key, attempt: 1, retryable: true, reason: 'It failed.', usd: 0, ...rest };
}

export function decided(key: string, rest: Partial<Of<'approval.decided'>> = {}): RunInput {
  return { kind: 'approval.decided', at: 0, key, round: 1, decision: 'approve', by: 'ada', comment: '', ...rest };
}

/** A run that has heard all this: its state, and the commands of the last decision. */
export function heard(blueprint: Blueprint, inputs: readonly RunInput[], facts: Facts = {}): Decision {
  const begun: Decision = { state: beginRun({ blueprint, facts, at: 0 }), commands: [] };
  return inputs.reduce(({ state }, input) => decide(blueprint, state, input), begun);
}

export function statusesOf({ steps }: RunState): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(steps).map(([key, { status }]) => [key, status]));
}

/** Keys and attempts that are handed out, as in `content[3]#1`. */
export function handedOut(commands: readonly RunCommand[]): readonly string[] {
  return commands.flatMap((command) => (command.kind === 'execute' ? [`${command.key}#${command.attempt}`] : []));
}

/** What the workers and the people around a run do. */
export interface World {
  readonly blueprint: Blueprint;
  readonly facts: Facts;
  /** The result of an attempt, the same each time that it is made. `waiting` as long as the conversation goes on. */
  work(key: string, attempt: number): WorkResult;
  answer(key: string, round: number): ApprovalDecision;
}

export type WorkResult =
  | { readonly kind: 'succeeded'; readonly facts: Facts; readonly usd: number }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly usd: number }
  | { readonly kind: 'talks' };

/** Everything that a schedule may do to messages; each share is from 0 to 1. */
export interface Disorder {
  /** From 0 to 1, like `Math.random`. */
  readonly random: () => number;
  readonly reorders?: boolean;
  readonly duplicates?: number;
  /** Messages heard before come once more. */
  readonly echoes?: number;
  /** The state is written, and the supervisor dies before it carries out the commands. */
  readonly crashes?: number;
}

type Message =
  | { readonly kind: 'input'; readonly input: RunInput; readonly isAgain: boolean }
  | { readonly kind: 'work'; readonly key: string; readonly attempt: number }
  | { readonly kind: 'conversation ends' };

export interface Heard {
  readonly before: RunState;
  readonly input: RunInput;
  readonly decision: Decision;
}

const inOrder: Disorder = { random: () => 0 };

/** Runs a blueprint to its end without clock or network: supervisor, queue, workers and approvers in one loop. */
export class SimulatedRun {
  state: RunState;
  readonly heard: Heard[] = [];
  readonly commands: RunCommand[] = [];
  readonly #world: World;
  readonly #disorder: Disorder;
  readonly #queue: Message[] = [];
  #at = 0;
  #hasConversationEnded = false;

  constructor(world: World, disorder: Disorder = inOrder) {
    this.#world = world;
    this.#disorder = disorder;
    this.state = beginRun({ blueprint: world.blueprint, facts: world.facts, at: 0 });
    this.send({ kind: 'started', at: 0 });
    this.#queue.push({ kind: 'conversation ends' });
  }

  send(input: RunInput): void {
    this.#queue.push({ kind: 'input', input, isAgain: false });
  }

  /** Delivers one message; false when none is left. */
  step(): boolean {
    const { random, reorders, echoes = 0 } = this.#disorder;
    const echo = this.heard.length > 0 && random() < echoes ? this.heard[this.#pick(this.heard.length)] : undefined;
    if (echo) this.#hear(echo.input, false);
    const [message] = this.#queue.splice(reorders ? this.#pick(this.#queue.length) : 0, 1);
    if (!message) return false;
    if (this.#happens(this.#disorder.duplicates)) this.#queue.push(message);
    this.#deliver(message);
    return true;
  }

  toEnd(): this {
    for (let steps = 0; this.step(); steps += 1) {
      if (steps > 20_000) throw new Error('The run does not come to an end.');
    }
    return this;
  }

  get statuses(): Readonly<Record<string, string>> {
    return statusesOf(this.state);
  }

  #deliver(message: Message): void {
    switch (message.kind) {
      case 'input':
        return this.#hear(message.input, message.isAgain);
      case 'work':
        return this.send(this.#work(message.key, message.attempt));
      case 'conversation ends':
        this.#hasConversationEnded = true;
        return this.send({ kind: 'conversation.completed', at: 0, agent: 'talker' });
    }
  }

  #hear(input: RunInput, isAgain: boolean): void {
    this.#at += 1;
    const before = this.state;
    const timed = { ...input, at: this.#at };
    const decision = decide(this.#world.blueprint, before, timed);
    this.heard.push({ before, input, decision });
    this.state = decision.state;
    if (this.#happens(this.#disorder.crashes)) {
      this.#queue.push({ kind: 'input', input, isAgain: true });
      return;
    }
    const again = isAgain ? pendingCommands(this.#world.blueprint, this.state) : [];
    for (const command of [...decision.commands, ...again]) this.#carryOut(command);
  }

  #carryOut(command: RunCommand): void {
    this.commands.push(command);
    if (command.kind === 'execute') this.#queue.push({ kind: 'work', key: command.key, attempt: command.attempt });
    if (command.kind !== 'open-gate') return;
    const { key, round } = command;
    const decision = this.#world.answer(key, round);
    this.send({ kind: 'approval.decided', at: 0, key, round, decision, by: 'someone', comment: 'Because.' });
  }

  #work(key: string, attempt: number): RunInput {
    const result = this.#world.work(key, attempt);
    switch (result.kind) {
      case 'succeeded':
        return { kind: 'step.succeeded', at: 0, key, attempt, facts: result.facts, usd: result.usd };
      case 'failed':
        return { ...result, kind: 'step.failed', at: 0, key, attempt, reason: 'It failed.' };
      case 'talks':
        return this.#hasConversationEnded
          ? { kind: 'step.succeeded', at: 0, key, attempt, facts: {}, usd: 0 }
          : { kind: 'step.waiting', at: 0, key, attempt };
    }
  }

  #happens(share = 0): boolean {
    return this.#disorder.random() < share;
  }

  #pick(length: number): number {
    return Math.floor(this.#disorder.random() * length);
  }
}

/** Mulberry32: numbers from 0 to 1 that follow from the seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
