import type { PracticeRow } from './practice-row.ts';
import { businessPractices } from './practices-business.ts';
import { commercialPractices } from './practices-commercial.ts';
import { governancePractices } from './practices-governance.ts';
import { technicalPractices } from './practices-technical.ts';

/** Something an organization has, does or is bound by, with the words people use for it. */
export type Practice = {
  id: string;
  label: string;
  aliases: readonly string[];
  /** Where set, the words count only if one of these stands in the same sentence or the question asks about it. */
  near: readonly string[];
};

function toPractice([id, label, aliases, near]: PracticeRow): Practice {
  return { id, label, aliases: aliases.split('|'), near: near === undefined ? [] : near.split('|') };
}

/** Every practice that the agent can recognize. */
export const practices: readonly Practice[] = [
  ...technicalPractices,
  ...governancePractices,
  ...businessPractices,
  ...commercialPractices,
].map(toPractice);

const byId = new Map(practices.map((practice) => [practice.id, practice]));

export function getPractice(id: string): Practice | undefined {
  return byId.get(id);
}

const intentions =
  /^(?:goal|process|impact|run|staff)-|^(?:executive-sponsor|management-sponsor|human-approval|sampling-review|deadline)$/;

/** Whether naming it with "we want" or "will" says it as plainly as "we have": goals and wishes are about the future. */
export function isIntention(id: string): boolean {
  return intentions.test(id);
}
