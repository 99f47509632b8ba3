'use client';

import { Archive, FolderKanban, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';
import { useLiveProjects } from '#lib/client/project/use-live-projects';
import { PROJECT_PAGE_SIZE, type ProjectCriteria, projectCursor } from '#lib/domain/project/listing';
import { useMay, useWorkspace } from '@/components/providers/workspace-context';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ProjectFilters } from './project-filters.tsx';
import { ProjectPager } from './project-pager.tsx';
import { ProjectTable } from './project-table.tsx';

type ProjectListProps = {
  criteria: ProjectCriteria;
  page: { items: ProjectSummary[]; nextCursor: string | null; isExhaustive: boolean };
};

/** Where the next page starts, given that the list may have grown or shrunk since the server read it. */
function nextCursorOf(shown: readonly ProjectSummary[], { items, nextCursor, isExhaustive }: ProjectListProps['page']) {
  if (!isExhaustive) return nextCursor;
  const hasMore = nextCursor !== null || shown.length > Math.max(items.length, PROJECT_PAGE_SIZE);
  const last = shown.at(-1);
  return hasMore && last ? projectCursor(last) : null;
}

/** The organization's projects with their filters, live. */
export function ProjectList({ criteria, page }: ProjectListProps) {
  const t = useTranslations('projects');
  const { organization } = useWorkspace();
  const { data: projects = page.items } = useLiveProjects({
    organization: organization.id,
    criteria,
    size: PROJECT_PAGE_SIZE,
    initialItems: page.items,
  });
  return (
    <div className="grid gap-3">
      <ProjectFilters criteria={criteria} />
      <Card className="overflow-hidden">
        {projects.length > 0 ? (
          <ProjectTable projects={projects} criteria={criteria} />
        ) : (
          <NoProjects criteria={criteria} />
        )}
      </Card>
      {!page.isExhaustive && <p className="text-ink-soft">{t('searchedPart')}</p>}
      <ProjectPager criteria={criteria} nextCursor={nextCursorOf(projects, page)} />
    </div>
  );
}

function NoProjects({ criteria }: { criteria: ProjectCriteria }) {
  const t = useTranslations();
  const mayManage = useMay('org_manage');
  if (criteria.q || criteria.status || criteria.after) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('projects.noMatchTitle')}
        action={
          <Button asChild>
            <Link href={criteria.archived ? '/projects?archived=1' : '/projects'}>{t('projects.clearFilters')}</Link>
          </Button>
        }
      >
        {t('projects.noMatchBody')}
      </EmptyState>
    );
  }
  if (criteria.archived) return <EmptyState icon={Archive} title={t('projects.emptyArchiveTitle')} />;
  return (
    <EmptyState
      icon={FolderKanban}
      title={t('projects.emptyTitle')}
      action={
        mayManage && (
          <Button asChild variant="primary">
            <Link href="/projects/new">{t('project.create')}</Link>
          </Button>
        )
      }
    >
      {t(mayManage ? 'projects.emptyBody' : 'projects.emptyBodyReader')}
    </EmptyState>
  );
}
