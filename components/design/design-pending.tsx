import { DraftingCompass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunStatus } from '#lib/domain/run/statuses';
import { isRunOver } from '#lib/domain/run/statuses';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type DesignPendingProps = {
  projectId: string;
  newest: { id: string; status: RunStatus | null } | null;
  mayChange: boolean;
};

/** There is no technical design yet: how it comes about, or where it stands. */
export function DesignPending({ projectId, newest, mayChange }: DesignPendingProps) {
  const t = useTranslations('technicalDesign.none');
  const isComing = newest?.status !== undefined && newest.status !== null && !isRunOver(newest.status);
  const runs = `/projects/${projectId}/runs`;
  return (
    <Card>
      <EmptyState
        icon={DraftingCompass}
        title={<h2>{t(isComing ? 'coming' : 'title')}</h2>}
        action={
          isComing ? (
            <Button asChild>
              <Link href={`${runs}/${newest.id}`}>{t('toRun')}</Link>
            </Button>
          ) : (
            mayChange && (
              <>
                <Button asChild variant="primary">
                  <Link href={`${runs}?start=technical-design`}>{t('start')}</Link>
                </Button>
                <Button asChild>
                  <Link href={`/projects/${projectId}/documents`}>{t('upload')}</Link>
                </Button>
              </>
            )
          )
        }
      >
        {t(isComing ? 'comingBody' : mayChange ? 'body' : 'bodyReader')}
      </EmptyState>
    </Card>
  );
}
