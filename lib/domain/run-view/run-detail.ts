import * as z from 'zod/mini';
import { type RunState, runStateSchema } from '../run/state.ts';
import { type RunStatus, runStatuses } from '../run/statuses.ts';
import { readStored } from './stored-value.ts';

const stored = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.optional(z.unknown()), z.transform(readStored)), schema);

const progressSchema = z.object({
  status: z.enum(runStatuses),
  version: z.number(),
  state: stored(runStateSchema),
  spentUsd: z.nullish(z.number()),
  endedAt: z.nullish(z.string()),
  reason: z.nullish(z.string()),
});

/** The part of a run's record that moves. */
export interface RunProgress {
  readonly status: RunStatus;
  readonly version: number;
  readonly state: RunState;
  readonly spentUsd?: number | null | undefined;
  readonly endedAt?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/** Throws where the record has another form. */
export function readRunProgress(record: unknown): RunProgress {
  return progressSchema.parse(record);
}

const eventSchema = z.object({
  version: z.number(),
  status: z.enum(runStatuses),
  steps: z.pipe(z.pipe(z.optional(z.unknown()), z.transform(readStored)), z.nullish(runStateSchema.shape.steps)),
});

/** What the supervisor told of a run; undefined where it has another form, such as what a worker tells. */
export function readRunEvent(event: unknown): z.infer<typeof eventSchema> | undefined {
  const parsed = eventSchema.safeParse(event);
  return parsed.success && parsed.data.version > 0 ? parsed.data : undefined;
}

export type EventEffect =
  | { readonly kind: 'applied'; readonly progress: RunProgress }
  | { readonly kind: 'stale' }
  /** Something was missed, or the event does not carry all that has changed: the record is to be read again. */
  | { readonly kind: 'read-again'; readonly progress: RunProgress };

/** Merges what the supervisor told into what is known. Events tell steps and status; sums and reasons are in the record. */
export function applyRunEvent(known: RunProgress, event: z.infer<typeof eventSchema>): EventEffect {
  if (event.version <= known.version) return { kind: 'stale' };
  if (event.version > known.version + 1) return { kind: 'read-again', progress: known };
  const steps = { ...known.state.steps, ...event.steps };
  const progress: RunProgress = {
    ...known,
    status: event.status,
    version: event.version,
    state: { ...known.state, status: event.status, steps },
  };
  return event.status === known.status ? { kind: 'applied', progress } : { kind: 'read-again', progress };
}
