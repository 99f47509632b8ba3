'use client';

import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ProjectCriteria, projectCriteriaParams } from '#lib/domain/project/listing';
import { Button } from '@/components/ui/button';

type ProjectPagerProps = { criteria: ProjectCriteria; nextCursor: string | null };

/** First, back and on. An index is walked by cursors, so there is no page number to show. */
export function ProjectPager({ criteria, nextCursor }: ProjectPagerProps) {
  const t = useTranslations('pager');
  const router = useRouter();
  const isFirst = criteria.after === undefined;
  if (isFirst && nextCursor === null) return null;
  const hrefOf = (after: string | undefined) => `/projects?${projectCriteriaParams({ ...criteria, after }).toString()}`;
  return (
    <nav aria-label={t('label')} className="flex flex-wrap justify-end gap-2">
      {!isFirst && (
        <>
          <Button asChild size="small">
            <Link href={hrefOf(undefined)}>
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
          <Link href={hrefOf(nextCursor)}>
            {t('next')}
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
