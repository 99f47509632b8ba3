import type { DesignMode } from '#lib/domain/design-document/document';
import type { SystemModel } from '#lib/scan/schema';

export interface Question {
  readonly id: string;
  /** The section that needs the answer. */
  readonly section: string;
  readonly text: string;
  /** What an answer may look like. */
  readonly example: string;
  /** Where it is asked without being asked for; elsewhere it completes a checklist item when someone wants it to. */
  readonly essential: readonly DesignMode[];
  readonly modes: readonly DesignMode[];
  /** What the scan says instead of the person, in a few words; null where it says nothing. */
  readonly answeredBy?: (model: SystemModel) => string | null;
  /** Whether it makes sense for this source at all. */
  readonly concerns?: (model: SystemModel) => boolean;
}

export const everyMode = ['greenfield', 'brownfield', 'partial', 'migration'] as const satisfies DesignMode[];

/** "3 functions", "1 table"; null for none. */
export function counted(count: number, noun: string, plural = `${noun}s`): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? noun : plural}`;
}
