import { type DesignSectionId, designSectionIds } from '../design/section-ids.ts';
import { isAtWork, type StepView } from './step-view.ts';

/** How far the sections of a design are, in percent, as far as it was told. */
export type SectionProgress = ReadonlyMap<DesignSectionId, number>;

interface ToldSection {
  readonly sectionId: string;
  readonly completionPercentage: number;
}

/** Takes in what was told of a section; messages may overtake one another, progress goes one way. */
export function withSection(known: SectionProgress, { sectionId, completionPercentage }: ToldSection): SectionProgress {
  const id = designSectionIds.find((section) => section === sectionId);
  if (id === undefined || (known.get(id) ?? -1) >= completionPercentage) return known;
  return new Map(known).set(id, completionPercentage);
}

interface Section {
  readonly id: DesignSectionId;
  readonly percent: number;
}

/** The sections of a design that is at work, or whose making was watched; undefined for other steps, and while nothing was told. */
export function sectionsOf(
  { agent, status }: Pick<StepView, 'agent' | 'status'>,
  told: SectionProgress,
): readonly Section[] | undefined {
  if (agent !== 'design' || told.size === 0) return undefined;
  // What is done is done whole: its last messages may still be on their way.
  const isDone = status === 'SUCCEEDED' || status === 'GATED';
  if (!isDone && !isAtWork(status)) return undefined;
  return designSectionIds.map((id) => ({ id, percent: isDone ? 100 : (told.get(id) ?? 0) }));
}
