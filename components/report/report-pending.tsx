'use client';

import { FileText, ListChecks, Loader2, MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { type Assessment, useLiveAssessment } from '#lib/client/assessment/use-live-assessment';
import { assessmentDimensions } from '#lib/domain/assessment/dimensions';
import { ProgressRows } from '../project/progress-rows.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type ReportPendingProps = {
  projectId: string;
  initial: Assessment | null;
  /** Questions still open, as the server counted them. */
  open: number;
  maySend: boolean;
};

/** No report yet: what is missing for it, or that it is being written. */
export function ReportPending({ projectId, initial, open, maySend }: ReportPendingProps) {
  const t = useTranslations();
  const router = useRouter();
  const assessment = useLiveAssessment(projectId, initial);
  const version = assessment?.version ?? 0;
  const refresh = useEffectEvent(() => {
    if (version > (initial?.version ?? 0)) router.refresh();
  });
  useEffect(() => refresh(), [version]);
  const base = `/projects/${projectId}`;
  if (assessment?.completedAt) {
    return (
      <Card>
        <EmptyState icon={FileText} title={<h2>{t('report.writing')}</h2>}>
          <p role="status" className="flex items-center justify-center gap-2">
            <Loader2 aria-hidden className="size-4 animate-spin" />
            {t('report.writingBody')}
          </p>
        </EmptyState>
      </Card>
    );
  }
  const rows = assessmentDimensions.map((key) => ({
    key,
    label: t(`dimension.${key}`),
    value: assessment?.progress[key] ?? 0,
  }));
  return (
    <Card>
      <EmptyState
        icon={FileText}
        title={<h2>{t('report.notYet')}</h2>}
        action={
          <>
            {maySend && (
              <Button asChild variant="primary">
                <Link href={`${base}/chat`}>
                  <MessagesSquare aria-hidden />
                  {t(assessment ? 'project.continueInterview' : 'project.toInterview')}
                </Link>
              </Button>
            )}
            <Button asChild>
              <Link href={`${base}/assessment?show=open`}>
                <ListChecks aria-hidden />
                {t('report.openQuestions')}
              </Link>
            </Button>
          </>
        }
      >
        <p>{t('report.notYetBody', { open })}</p>
        <div className="mt-4 w-full min-w-64 text-left text-ink">
          <ProgressRows rows={rows} />
        </div>
      </EmptyState>
    </Card>
  );
}
