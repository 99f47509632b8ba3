import type { Design } from '../design/schema.ts';

/** What an approver's words come to. `notes` say what was done with each part of them, and what was not. */
export type PlanChanges = {
  start?: string;
  target?: string;
  engineers?: number;
  bufferPercent?: number;
  bufferDays?: number;
  design: Design;
  notes: string[];
};

export function readFeedback(_feedback: string | undefined, design: Design, _now: Date): PlanChanges {
  return { design, notes: [] };
}
