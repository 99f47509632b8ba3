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

const mostNames = 5;

/** "8 functions: A, B, C, D, E and 2 more": each name once, though several templates may hold it. */
export function named(ids: readonly string[], noun: string): string {
  const names = [...new Set(ids)];
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  return `${ids.length} ${noun}${ids.length === 1 ? '' : 's'}: ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
