import type { Completeness, DesignPhase } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import { sectionKind } from '../sections.ts';
import type { ChecklistItem } from './checklist-item.ts';
import { dataItems } from './data-items.ts';
import { designItems } from './design-items.ts';
import { operationsItems } from './operations-items.ts';
import { requirementItems } from './requirement-items.ts';

const items: readonly ChecklistItem[] = [...requirementItems, ...designItems, ...dataItems, ...operationsItems];

function isWanted({ id }: ChecklistItem, { input }: DesignContext): boolean {
  if (id === 'migration') return input.mode === 'migration';
  if (id === 'partial') return input.partial !== undefined;
  return true;
}

/** The technical review's checklist, item by item, as far as it belongs to a phase; all of it without one. */
export function checklistOf(context: DesignContext, phase?: DesignPhase): Completeness['items'] {
  return items
    .filter((item) => isWanted(item, context) && (phase === undefined || sectionKind(item.section)?.phase === phase))
    .map((item) => {
      const { status, why, questions } = item.check(context);
      return { id: item.id, section: item.section, title: item.title, status, why, questions: [...questions] };
    });
}
