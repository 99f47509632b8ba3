'use client';

import { useTranslations } from 'next-intl';
import { type Assessment, useLiveAssessment } from '#lib/client/assessment/use-live-assessment';
import { assessmentDimensions } from '#lib/domain/assessment/dimensions';
import { ProgressRows } from '@/components/project/progress-rows';
import { SectionCard } from '@/components/ui/card';

type AssessmentBoardProps = { projectId: string; initial: Assessment | null };

/** How far the interview has come in each dimension. */
export function AssessmentBoard({ projectId, initial }: AssessmentBoardProps) {
  const t = useTranslations();
  const assessment = useLiveAssessment(projectId, initial);
  const rows = assessmentDimensions.map((key) => ({
    key,
    label: t(`dimension.${key}`),
    value: assessment?.progress[key] ?? 0,
  }));
  return (
    <SectionCard title={t('project.dimensions')}>
      <div className="px-4 py-4">
        <ProgressRows rows={rows} />
      </div>
    </SectionCard>
  );
}
