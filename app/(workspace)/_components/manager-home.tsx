'use client';

import { useTranslations } from 'next-intl';
import { needingAttention } from '#lib/domain/project/attention';
import { ActivityList } from '@/components/activity/activity-list';
import { SectionCard } from '@/components/ui/card';
import { HomeGrid, ViewAll } from './home-grid.tsx';
import type { HomeProps } from './home-props.ts';
import { ProjectRows } from './project-rows.tsx';
import { StatusCounts } from './status-counts.tsx';
import { useHome } from './use-home.ts';

const SHOWN = 10;

/** A project manager comes to see what needs them, and what moved. */
export function ManagerHome(props: HomeProps) {
  const t = useTranslations();
  const { projects, activity } = useHome(props);
  const waiting = needingAttention(projects);
  return (
    <HomeGrid
      main={
        <SectionCard title={t('home.attention')} action={<ViewAll href="/projects" />}>
          <ProjectRows label={t('home.attention')} projects={waiting.slice(0, SHOWN)} empty={t('home.allGood')} />
        </SectionCard>
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
