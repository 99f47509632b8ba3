import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';
import { countByStatus } from '#lib/domain/project/attention';
import { ProjectStatusBadge } from '@/components/project/project-status-badge';
import { SectionCard } from '@/components/ui/card';

type StatusCountsProps = { projects: readonly ProjectSummary[]; hasMore: boolean };

/** How many projects are in each status; each leads to them. */
export function StatusCounts({ projects, hasMore }: StatusCountsProps) {
  const t = useTranslations('home');
  const counts = countByStatus(projects);
  return (
    <SectionCard
      title={t('byStatus')}
      action={<span className="text-sm text-ink-faint">{t('total', { count: projects.length })}</span>}
    >
      {counts.length > 0 && (
        <ul>
          {counts.map(([status, count]) => (
            <li key={status} className="border-b last:border-b-0">
              <Link
                href={`/projects?status=${status}`}
                className="flex min-h-10 items-center justify-between gap-3 px-4 -outline-offset-2 hover:bg-muted/60"
              >
                <ProjectStatusBadge status={status} />
                <span className="font-mono tabular-nums">{count}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {counts.length === 0 && <p className="px-4 py-3 text-ink-soft">{t('total', { count: 0 })}</p>}
      {hasMore && (
        <p className="border-t px-4 py-2 text-sm text-ink-faint">{t('onlyPart', { count: projects.length })}</p>
      )}
    </SectionCard>
  );
}
