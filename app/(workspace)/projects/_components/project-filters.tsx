'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useTransition } from 'react';
import { type ProjectCriteria, projectCriteriaParams } from '#lib/domain/project/listing';
import { projectStatuses } from '#lib/domain/project/status';
import { Input } from '@/components/ui/input';
import { NavTabs } from '@/components/ui/nav-tabs';
import { Select } from '@/components/ui/select';

const ALL = 'all';
const TYPING_PAUSE_MS = 250;

/** Search, status and archive. All of it stands in the URL, so a view can be kept and sent. */
export function ProjectFilters({ criteria }: { criteria: ProjectCriteria }) {
  const t = useTranslations();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [search, setSearch] = useState(criteria.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const hrefOf = (changes: Partial<ProjectCriteria>): string => {
    const params = projectCriteriaParams({ ...criteria, after: undefined, ...changes }).toString();
    return params ? `/projects?${params}` : '/projects';
  };
  const show = (changes: Partial<ProjectCriteria>) => startTransition(() => router.replace(hrefOf(changes)));
  const searchFor = (q: string) => {
    setSearch(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show({ q: q.trim() }), TYPING_PAUSE_MS);
  };
  return (
    <div className="grid gap-3">
      <NavTabs
        label={t('projects.views')}
        currentHref={hrefOf({})}
        tabs={[
          { href: hrefOf({ archived: false }), label: t('projects.active') },
          { href: hrefOf({ archived: true }), label: t('projects.archived') },
        ]}
      />
      <search className="flex flex-wrap gap-2" aria-busy={isPending}>
        <div className="relative min-w-48 flex-1 sm:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
          <Input
            type="search"
            value={search}
            onChange={(event) => searchFor(event.target.value)}
            placeholder={t('projects.searchPlaceholder')}
            aria-label={t('projects.search')}
            className="pl-8.5"
          />
        </div>
        <Select
          aria-label={t('projects.statusFilter')}
          value={criteria.status ?? ALL}
          onChange={({ target }) => show({ status: projectStatuses.find((status) => status === target.value) })}
          className="w-52"
        >
          <option value={ALL}>{t('projects.anyStatus')}</option>
          {projectStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`project.status.${status}`)}
            </option>
          ))}
        </Select>
      </search>
    </div>
  );
}
