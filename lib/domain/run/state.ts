import * as z from 'zod/mini';
import { type approvalDecisions, runStatuses, stepStatuses } from './statuses.ts';

/** The serialized state stays below this, in bytes. */
export const runStateMaxBytes = 100_000;

/**
 * What is known of an output for conditions and fan-outs: scalars as they are (texts cut to 200 characters), lists by
 * their length. The paths are those that the blueprint asks for; nothing else of an output is in the state.
 */
export const factSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ length: z.int() }),
  z.strictObject({ keys: z.int() }),
]);
export type Fact = z.infer<typeof factSchema>;
export type Facts = Readonly<Record<string, Fact>>;

/** Times are milliseconds since 1970 throughout. Absent fields have their neutral value, to keep the state small. */
const stepStateSchema = z.strictObject({
  status: z.enum(stepStatuses),
  /** Of the work at hand: counts on over retries and changes, so that a late reply of an earlier one is known. */
  attempt: z._default(z.int(), 0),
  /** Results of attempts below this one do not count any more: changes were asked for, or a person retried. */
  since: z.optional(z.int()),
  /** Failed attempts since the step was begun or last retried by a person. */
  failures: z.optional(z.int()),
  /** When the attempt at work is given up. */
  dueAt: z.optional(z.number()),
  /** When the attempt begins, where it is put off. */
  notBefore: z.optional(z.number()),
  /** When the attempt was first put off by its worker. */
  postponedAt: z.optional(z.number()),
  /** Branches of a fan-out; their states stand under `id[0]`, `id[1]`, … */
  branches: z.optional(z.int()),
  /** The run whose records hold the result, where the step was taken over. Its branches are not listed here. */
  reusedFrom: z.optional(z.string()),
  /** Times that the gate was opened. */
  round: z.optional(z.int()),
  gateDueAt: z.optional(z.number()),
  /** Of the last failure, at most 300 characters. */
  reason: z.optional(z.string()),
  /** What an approver asked to be changed; the next attempt gets it. */
  feedback: z.optional(z.string()),
  /** Attempts whose cost is in `spentUsd`. */
  charged: z.optional(z.array(z.int())),
  /** Attempts whose dead letters were answered: a person had the work tried again. */
  redriven: z.optional(z.array(z.int())),
  /** The attempt during which a conversation with its agent ended: should it wait for one, it goes on at once. */
  recheck: z.optional(z.int()),
  /** Of steps only, and of runs with few of them. */
  startedAt: z.optional(z.number()),
  endedAt: z.optional(z.number()),
});
export type StepState = z.infer<typeof stepStateSchema>;

/** All that the supervisor decides from, beside the blueprint. */
export const runStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  status: z.enum(runStatuses),
  /** By step id, branches as `content[3]`. */
  steps: z.record(z.string(), stepStateSchema),
  /** By path, such as `steps.analysis.output.score`. */
  facts: z.record(z.string(), factSchema),
  /** Of metered work of attempts whose end was heard, in USD. */
  spentUsd: z._default(z.number(), 0),
  /** The highest threshold of the budget that was told. */
  notified: z._default(z.number(), 0),
  /** Opened when the budget is used up; further spending was approved up to `allowedUsd`. */
  budgetGate: z.optional(z.strictObject({ round: z.int(), isOpen: z.boolean() })),
  allowedUsd: z.optional(z.number()),
  cancelledBy: z.optional(z.string()),
  reason: z.optional(z.string()),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
});
export type RunState = z.infer<typeof runStateSchema>;

/** What happened, as the supervisor hears it. `at` is when it is heard. */
export type RunInput =
  | { readonly kind: 'started'; readonly at: number }
  | {
      readonly kind: 'step.succeeded';
      readonly at: number;
      /** `content` or `content[3]`. */
      readonly key: string;
      readonly attempt: number;
      readonly facts: Facts;
      readonly usd: number;
    }
  | {
      readonly kind: 'step.failed';
      readonly at: number;
      readonly key: string;
      readonly attempt: number;
      /** False where another attempt cannot help: bad input, garbage from the agent, an unknown agent. */
      readonly retryable: boolean;
      readonly reason: string;
      readonly usd: number;
    }
  | { readonly kind: 'step.waiting'; readonly at: number; readonly key: string; readonly attempt: number }
  /** The attempt at work could not be made yet; its worker makes it again, not before `until`. */
  | {
      readonly kind: 'step.postponed';
      readonly at: number;
      readonly key: string;
      readonly attempt: number;
      readonly until: number;
    }
  /** A conversation for which steps of this agent wait has come to its end. */
  | { readonly kind: 'conversation.completed'; readonly at: number; readonly agent: string }
  | {
      readonly kind: 'approval.decided';
      readonly at: number;
      /** The step's id, or `budget`. */
      readonly key: string;
      readonly round: number;
      readonly decision: (typeof approvalDecisions)[number];
      readonly by: string;
      readonly comment: string;
    }
  | { readonly kind: 'cancelled'; readonly at: number; readonly by: string }
  | {
      readonly kind: 'retried';
      readonly at: number;
      readonly key: string;
      /** When the run came to the end that is meant: heard again after it has failed again, it is old news. */
      readonly failedAt?: number | undefined;
    }
  /** Time has passed: attempts, gates and delays that are due. */
  | { readonly kind: 'ticked'; readonly at: number };

/** What is to be done because of a new state. Each may be carried out again without a second effect. */
export type RunCommand =
  | {
      readonly kind: 'execute';
      readonly key: string;
      readonly attempt: number;
      /** Whole seconds, 0 to 900. */
      readonly delaySeconds: number;
      /** Of the step's state; 1 where it is not set. */
      readonly since: number;
      readonly feedback?: string;
    }
  | {
      readonly kind: 'open-gate';
      readonly key: string;
      readonly round: number;
      readonly dueAt?: number;
      readonly isReminder?: boolean;
    }
  /** The gate is closed without a decision of a person. */
  | { readonly kind: 'close-gate'; readonly key: string; readonly round: number; readonly as: 'LAPSED' | 'WITHDRAWN' }
  | {
      readonly kind: 'milestone';
      readonly milestone: 'design.completed' | 'planning.completed' | 'implementation.ready';
      readonly key: string;
    }
  | { readonly kind: 'budget-crossed'; readonly threshold: number; readonly spentUsd: number }
  /** Its last attempt has failed: all that is needed to redrive it goes to the dead letters. */
  | { readonly kind: 'dead-letter'; readonly key: string; readonly attempt: number; readonly reason: string }
  /** The attempt's dead letter is answered: a person had the work tried again. */
  | { readonly kind: 'redriven'; readonly key: string; readonly attempt: number }
  | {
      readonly kind: 'announce';
      readonly event: 'run.started' | 'run.gated' | 'run.completed' | 'run.failed' | 'run.cancelled';
      /** Of what a run may come to more than once: which time it is. */
      readonly occurrence?: number;
    };

/** `state` is the same object where nothing has changed: then nothing need be written. */
export interface Decision {
  readonly state: RunState;
  readonly commands: readonly RunCommand[];
}
