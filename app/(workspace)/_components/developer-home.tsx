'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Artifact } from '#lib/client/artifact/use-live-artifacts';
import { ArtifactTable } from '@/components/artifact/artifact-table';
import { SectionCard } from '@/components/ui/card';
import { HomeGrid, ViewAll } from './home-grid.tsx';
import type { HomeProps } from './home-props.ts';
import { ProjectRows } from './project-rows.tsx';
import { StatusCounts } from './status-counts.tsx';
import { useHome } from './use-home.ts';

const SHOWN = 10;

/** A developer comes for results: files that the agents finished, and the projects they belong to. */
export function DeveloperHome(props: HomeProps & { artifacts: Artifact[] }) {
  const t = useTranslations();
  const { projects } = useHome(props);
  const nameOf = (projectId: string): string => projects.find(({ id }) => id === projectId)?.name ?? projectId;
  const project = {
    head: t('artifact.project'),
    cell: ({ projectId }: Artifact) => (
      <Link href={`/projects/${projectId}/report`} className="hover:text-accent-text hover:underline">
        {nameOf(projectId)}
      </Link>
    ),
  };
  return (
    <HomeGrid
      main={
        <>
          <SectionCard title={t('home.latestResults')}>
            <ArtifactTable artifacts={props.artifacts} extra={project} />
          </SectionCard>
          <SectionCard title={t('home.recentProjects')} action={<ViewAll href="/projects" />}>
            <ProjectRows
              label={t('home.recentProjects')}
              projects={projects.slice(0, SHOWN)}
              empty={t('home.total', { count: 0 })}
            />
          </SectionCard>
        </>
      }
      side={<StatusCounts projects={projects} hasMore={props.hasMore} />}
    />
  );
}
