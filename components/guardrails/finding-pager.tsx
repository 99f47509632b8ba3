'use client';

import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FindingCriteria, findingsHref } from '#lib/domain/guardrails-view/listing';
import { Button } from '../ui/button.tsx';

type FindingPagerProps = { criteria: FindingCriteria; nextCursor: string | null };

/** First, back and on. An index is walked by cursors, so there is no page number to show. */
export function FindingPager({ criteria, nextCursor }: FindingPagerProps) {
  const t = useTranslations('pager');
  const router = useRouter();
  const isFirst = criteria.after === undefined;
  if (isFirst && nextCursor === null) return null;
  return (
    <nav aria-label={t('label')} className="flex flex-wrap justify-end gap-2">
      {!isFirst && (
        <>
          <Button asChild size="small">
            <Link href={findingsHref({ ...criteria, after: undefined })}>
              <ChevronsLeft aria-hidden />
              {t('first')}
            </Link>
          </Button>
          <Button size="small" onClick={() => router.back()}>
            <ChevronLeft aria-hidden />
            {t('previous')}
          </Button>
        </>
      )}
      {nextCursor !== null && (
        <Button asChild size="small">
          <Link href={findingsHref({ ...criteria, after: nextCursor })}>
            {t('next')}
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
