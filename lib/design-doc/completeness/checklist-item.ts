import type { Completeness } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import type { SectionId } from '../sections.ts';

type Item = Completeness['items'][number];

export interface Verdict {
  readonly status: Item['status'];
  readonly why: string;
  readonly questions: readonly string[];
}

export interface ChecklistItem {
  readonly id: string;
  readonly section: SectionId;
  readonly title: string;
  readonly check: (context: DesignContext) => Verdict;
}

export const complete = (why: string): Verdict => ({ status: 'complete', why, questions: [] });
export const incomplete = (why: string, ...questions: string[]): Verdict => ({ status: 'incomplete', why, questions });
export const asksFor = (why: string, ...questions: string[]): Verdict => ({ status: 'needs input', why, questions });

/** "3 functions: A, B, C", cut after a few. */
export function named(ids: readonly string[], noun: string): string {
  const shown = ids.slice(0, 5).join(', ');
  return `${ids.length} ${noun}${ids.length === 1 ? '' : 's'}: ${shown}${ids.length > 5 ? ', …' : ''}`;
}
