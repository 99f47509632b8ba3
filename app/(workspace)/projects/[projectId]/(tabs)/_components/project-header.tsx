'use client';

import { Archive } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Project } from '#lib/client/project/fetch-projects';
import { useLiveProject } from '#lib/client/project/use-live-project';
import { ProjectMenu } from '@/components/project/project-menu';
import { ProjectStatusBadge } from '@/components/project/project-status-badge';
import { useMay } from '@/components/providers/workspace-context';
import { CopyId } from '@/components/ui/copy-id';
import { NavTabs } from '@/components/ui/nav-tabs';
import { RelativeTime } from '@/components/ui/relative-time';

/** Name, status and parts of a project, live: the same above all of its tabs. */
export function ProjectHeader({ project: initial }: { project: Project }) {
  const t = useTranslations('project');
  const project = useLiveProject(initial);
  const mayManage = useMay('org_manage');
  const base = `/projects/${project.id}`;
  return (
    <header className="grid gap-3">
      <div className="flex items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1.5">
          <h1 className="line-clamp-3 text-xl font-semibold break-words">{project.name}</h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ProjectStatusBadge status={project.status} />
            <CopyId value={project.id} short={project.id.slice(0, 8)} />
            {project.ownerEmail && <span className="text-sm text-ink-faint">{project.ownerEmail}</span>}
          </div>
        </div>
        {mayManage && <ProjectMenu project={project} />}
      </div>
      {project.archivedAt && (
        <p className="flex items-center gap-2 rounded-md bg-muted px-3 py-2 text-ink-soft">
          <Archive aria-hidden className="size-4 shrink-0" />
          {t('archive.archived')} <RelativeTime value={project.archivedAt} />
        </p>
      )}
      <NavTabs
        label={t('tabs.label')}
        tabs={[
          { href: base, label: t('tabs.overview') },
          { href: `${base}/chat`, label: t('tabs.chat') },
          { href: `${base}/assessment`, label: t('tabs.assessment') },
          { href: `${base}/documents`, label: t('tabs.documents') },
          { href: `${base}/runs`, label: t('tabs.runs') },
          { href: `${base}/design`, label: t('tabs.design') },
          { href: `${base}/report`, label: t('tabs.report') },
        ]}
      />
    </header>
  );
}
