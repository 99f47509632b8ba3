import type { RunStatus } from '#lib/domain/run/statuses';

/** A run that made a design, as the choice of designs shows it. */
export type DesignRun = { id: string; name: string; status: RunStatus | null; startedAt: string };
