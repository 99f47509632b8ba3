import * as z from 'zod/mini';
import { roles } from '../access/roles.ts';

/** Limits of a blueprint; a run's state must stay within 100 KB, which bounds the steps and branches of a run. */
export const blueprintLimits = {
  steps: 500,
  branches: 500,
  attempts: 10,
  timeoutSeconds: 86_400,
  /** Of the definition as JSON, in bytes. */
  size: 200_000,
} as const;

const identifier = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,47}$/, 'must be lower-case letters, digits and "-"'));

/**
 * Where a value comes from, as a path: `run.input.brief`, `project.name`, `steps.parse.output.sections`,
 * `item` and `index` within a fan-out. Where parts of a path are missing, the field is left out of the input.
 */
const path = z
  .string()
  .check(z.maxLength(200), z.regex(/^[a-z][\w-]*(\.[\w-]+)*$/i, 'must be a path such as run.input.brief'));

/** A value that goes into a step: taken from a path, or written down. */
const wireSchema = z.union([z.strictObject({ from: path }), z.strictObject({ value: z.unknown() })]);
export type Wire = z.infer<typeof wireSchema>;

export const comparisons = ['equals', 'not-equals', 'at-least', 'at-most', 'present', 'absent'] as const;

export type Condition =
  | {
      readonly path: string;
      readonly is: (typeof comparisons)[number];
      readonly value?: string | number | boolean | null | undefined;
    }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Decides by the facts of earlier steps whether a step runs. An array compares by its length. */
export const conditionSchema: z.ZodMiniType<Condition> = z.union([
  z.strictObject({
    path,
    is: z.enum(comparisons),
    value: z.optional(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  z.strictObject({ all: z.array(z.lazy(() => conditionSchema)).check(z.minLength(1), z.maxLength(20)) }),
  z.strictObject({ any: z.array(z.lazy(() => conditionSchema)).check(z.minLength(1), z.maxLength(20)) }),
  z.strictObject({ not: z.lazy(() => conditionSchema) }),
]);

const retrySchema = z.strictObject({
  /** Attempts in all, the first included. */
  attempts: z.int().check(z.minimum(1), z.maximum(blueprintLimits.attempts)),
  backoffSeconds: z._default(z.number().check(z.minimum(0), z.maximum(900)), 1),
  factor: z._default(z.number().check(z.minimum(1), z.maximum(10)), 2),
  /** SQS delays a message by 15 minutes at most. */
  maxBackoffSeconds: z._default(z.number().check(z.minimum(0), z.maximum(900)), 60),
  /** Share of the backoff that is random, 0 to 1. */
  jitter: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.2),
});
export type RetryPolicy = z.infer<typeof retrySchema>;

/** What happens to a gate whose deadline lapses undecided: `remind` notifies again and waits on. */
export const lapses = ['approve', 'reject', 'remind'] as const;

const gateSchema = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Who may decide; administrators always may. */
  roles: z.array(z.enum(roles)).check(z.minLength(1)),
  deadlineSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(90 * 86_400))),
  onLapse: z._default(z.enum(lapses), 'remind'),
  /** Names of artifacts that are approved, shown to whoever decides. */
  shows: z._default(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(20)), []),
});
export type Gate = z.infer<typeof gateSchema>;

/** Facts that the bus is told when a step is done and, where it has a gate, approved. */
export const milestones = ['design.completed', 'planning.completed', 'implementation.ready'] as const;

const stepSchema = z.strictObject({
  id: identifier,
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  agent: identifier,
  /** Which of the agent's tasks; an agent names its default itself. */
  task: z.optional(identifier),
  /** Steps that must be done first beyond those that the inputs name. */
  after: z._default(z.array(identifier).check(z.maxLength(50)), []),
  inputs: z._default(z.record(z.string().check(z.regex(/^[a-zA-Z]\w{0,63}$/)), wireSchema), {}),
  /** One branch per element of the list at the path; the step's output is the list of the branches' outputs. */
  forEach: z.optional(
    z.strictObject({
      from: path,
      limit: z._default(z.int().check(z.minimum(1), z.maximum(blueprintLimits.branches)), 100),
    }),
  ),
  when: z.optional(conditionSchema),
  retry: z.optional(retrySchema),
  timeoutSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(blueprintLimits.timeoutSeconds))),
  gate: z.optional(gateSchema),
  milestone: z.optional(z.enum(milestones)),
  /** Place on the canvas, in pixels. */
  position: z.optional(z.strictObject({ x: z.number(), y: z.number() })),
});
export type Step = z.infer<typeof stepSchema>;

export const inputTypes = ['string', 'number', 'boolean', 'object', 'array'] as const;

const inputSchema = z.strictObject({
  type: z.enum(inputTypes),
  description: z._default(z.string().check(z.maxLength(500)), ''),
  required: z._default(z.boolean(), false),
  /** The texts that it may be. */
  options: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.minLength(1), z.maxLength(50)),
  ),
  /** Ids of documents of the project, which a person picks from a list. */
  picks: z.optional(z.enum(['document', 'documents', 'source'])),
});
export type BlueprintInput = z.infer<typeof inputSchema>;

const budgetSchema = z.strictObject({
  usd: z.number().check(z.positive(), z.maximum(100_000)),
  /** Shares of the budget at which people are notified; at 1 the run stops at a gate. */
  thresholds: z._default(z.array(z.number().check(z.positive(), z.maximum(1))).check(z.maxLength(10)), [0.5, 0.8]),
});
export type Budget = z.infer<typeof budgetSchema>;

/** A directed acyclic graph of agents' work, as data. Edges follow from the inputs' paths and `after`. */
export const blueprintSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: identifier,
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  purpose: z._default(z.string().check(z.maxLength(2000)), ''),
  version: z.int().check(z.minimum(1)),
  inputs: z._default(z.record(z.string().check(z.regex(/^[a-zA-Z]\w{0,63}$/)), inputSchema), {}),
  steps: z.array(stepSchema).check(z.minLength(1), z.maxLength(blueprintLimits.steps)),
  /** Steps and branches that are at work at once. */
  maxParallel: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20),
  budget: z.optional(budgetSchema),
});
export type Blueprint = z.infer<typeof blueprintSchema>;
/** As people write it: what has a default may be left out. */
export type BlueprintDefinition = z.input<typeof blueprintSchema>;

/** What is wrong with a blueprint, and where: `path` as in `steps[2].inputs.sections`. */
export interface BlueprintIssue {
  readonly path: string;
  readonly code:
    | 'malformed'
    | 'too-large'
    | 'duplicate-step'
    | 'unknown-step'
    | 'unknown-agent'
    | 'unknown-task'
    | 'unknown-input'
    | 'missing-input'
    | 'unknown-field'
    | 'type-mismatch'
    | 'not-a-list'
    | 'cycle';
  readonly message: string;
}
