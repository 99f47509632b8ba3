'use client';

import { useTranslations } from 'next-intl';
import type { Agent } from '#lib/client/agent/agent';
import { needingAttention } from '#lib/domain/project/attention';
import { ActivityList } from '@/components/activity/activity-list';
import { AgentRegistryTable } from '@/components/agent/agent-registry-table';
import { SectionCard } from '@/components/ui/card';
import { HomeGrid, ViewAll } from './home-grid.tsx';
import type { HomeProps } from './home-props.ts';
import { ProjectRows } from './project-rows.tsx';
import { StatusCounts } from './status-counts.tsx';
import { useHome } from './use-home.ts';

const SHOWN = 5;

/** An administrator comes to see that everything runs: projects, agents, and what was done. */
export function AdminHome(props: HomeProps & { agents: Agent[] }) {
  const t = useTranslations();
  const { projects, activity } = useHome(props);
  const waiting = needingAttention(projects).slice(0, SHOWN);
  return (
    <HomeGrid
      main={
        <>
          <SectionCard title={t('home.attention')} action={<ViewAll href="/projects" />}>
            <ProjectRows label={t('home.attention')} projects={waiting} empty={t('home.allGood')} />
          </SectionCard>
          <SectionCard title={t('home.agentsRegistry')}>
            <AgentRegistryTable agents={props.agents} />
          </SectionCard>
        </>
      }
      side={
        <>
          <StatusCounts projects={projects} hasMore={props.hasMore} />
          <SectionCard title={t('activity.title')}>
            <ActivityList events={activity} showProject />
          </SectionCard>
        </>
      }
    />
  );
}
