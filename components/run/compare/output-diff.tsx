'use client';

import { useTranslations } from 'next-intl';
import { SectionCard } from '../../ui/card.tsx';
import { DiffView } from '../gate/diff-view.tsx';

type OutputDiffProps = { title: string; before: string; after: string };

/** How a step's output in the other run became the one in this run. */
export function OutputDiff({ title, before, after }: OutputDiffProps) {
  const t = useTranslations('run.compare');
  return (
    <div id="changes" className="scroll-mt-4">
      <SectionCard title={`${t('outputOf')}: ${title}`}>
        <div className="p-4">
          <DiffView before={before} after={after} />
        </div>
      </SectionCard>
    </div>
  );
}
