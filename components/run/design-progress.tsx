'use client';

import { useTranslations } from 'next-intl';
import { useContext } from 'react';
import { sectionsOf } from '#lib/domain/run-view/section-progress';
import type { StepView } from '#lib/domain/run-view/step-view';
import { ProgressRows } from '../project/progress-rows.tsx';
import { cn } from '../ui/class-names.ts';
import { DesignProgressContext } from './design-progress-context.ts';

type SectionsProps = { view: StepView; className?: string };

/** How many sections of a design are written, where it is known. */
export function SectionCount({ view, className }: SectionsProps) {
  const t = useTranslations('run.design');
  const sections = sectionsOf(view, useContext(DesignProgressContext));
  if (!sections) return null;
  const done = sections.filter(({ percent }) => percent === 100).length;
  return (
    <span className={cn('text-sm whitespace-nowrap text-ink-soft tabular-nums', className)}>
      {t('count', { done, total: sections.length })}
    </span>
  );
}

/** Each section of a design with how far it is. */
export function SectionList({ view }: SectionsProps) {
  const t = useTranslations('run.design');
  const sections = sectionsOf(view, useContext(DesignProgressContext));
  if (!sections) return null;
  return (
    <section className="grid gap-2 border-b px-4 py-3">
      <h3 className="text-sm font-medium text-ink-faint">{t('sections')}</h3>
      <ProgressRows
        rows={sections.map(({ id, percent }) => ({ key: id, label: t(`section.${id}`), value: percent }))}
      />
    </section>
  );
}
