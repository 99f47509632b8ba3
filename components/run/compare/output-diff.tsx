'use client';

import { useTranslations } from 'next-intl';
import type { ComparedRow } from '#lib/domain/run-view/compare-runs';
import { SectionCard } from '../../ui/card.tsx';
import { DiffView } from '../gate/diff-view.tsx';

/** How a step's output in the other run became the one in this run. */
export function OutputDiff({ row }: { row: ComparedRow }) {
  const t = useTranslations('run.compare');
  return (
    <div id="changes" className="scroll-mt-4">
      <SectionCard title={`${t('outputOf')}: ${row.title}`}>
        <div className="p-4">
          <DiffView before={row.right?.output ?? ''} after={row.left?.output ?? ''} />
        </div>
      </SectionCard>
    </div>
  );
}
