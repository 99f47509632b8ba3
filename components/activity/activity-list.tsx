'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditEvent } from '#lib/client/activity/use-live-activity';
import { subjectNameOf } from '#lib/domain/activity/audit-detail';
import { EmptyState } from '../ui/empty-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useActionLabel } from './use-action-label.ts';

type ActivityListProps = {
  events: readonly AuditEvent[];
  /** Names the project of each entry: where entries of several projects stand together. */
  showProject?: boolean;
};

/** What happened, latest first. */
export function ActivityList({ events, showProject = false }: ActivityListProps) {
  const t = useTranslations('activity');
  const labelOf = useActionLabel();
  if (events.length === 0) return <EmptyState icon={History} title={t('empty')} className="py-8" />;
  return (
    <ol>
      {events.map((event) => {
        const name = subjectNameOf(event.detail);
        return (
          <li key={event.id} className="flex items-baseline justify-between gap-3 border-b px-4 py-2 last:border-b-0">
            <span className="min-w-0">
              <span className="block">{labelOf(event)}</span>
              {showProject && event.projectId && (
                <Link
                  href={`/projects/${event.projectId}`}
                  className="block truncate text-sm text-ink-soft hover:text-accent-text hover:underline"
                >
                  {name ?? event.projectId}
                </Link>
              )}
            </span>
            <RelativeTime value={event.occurredAt} className="shrink-0 text-sm text-ink-faint" />
          </li>
        );
      })}
    </ol>
  );
}
