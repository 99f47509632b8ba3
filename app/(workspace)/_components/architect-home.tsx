'use client';

import { useTranslations } from 'next-intl';
import { ActivityList } from '@/components/activity/activity-list';
import { SectionCard } from '@/components/ui/card';
import { HomeGrid, ViewAll } from './home-grid.tsx';
import type { HomeProps } from './home-props.ts';
import { ProjectRows } from './project-rows.tsx';
import { StatusCounts } from './status-counts.tsx';
import { useHome } from './use-home.ts';

const SHOWN = 10;
const inInterview = new Set(['CREATED', 'IN_PROGRESS']);

/** An architect comes to work with the agents: to continue an interview, to review what came of one. */
export function ArchitectHome(props: HomeProps) {
  const t = useTranslations('home');
  const activityTitle = useTranslations('activity')('title');
  const { projects, activity } = useHome(props);
  const latest = [...projects].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const open = latest.filter(({ status }) => inInterview.has(status ?? 'CREATED'));
  const finished = latest.filter(({ status }) => !inInterview.has(status ?? 'CREATED') && status !== 'ERROR');
  return (
    <HomeGrid
      main={
        <>
          <SectionCard title={t('continue')} action={<ViewAll href="/projects" />}>
            <ProjectRows
              label={t('continue')}
              projects={open.slice(0, SHOWN)}
              empty={t('noConversations')}
              part="chat"
            />
          </SectionCard>
          {finished.length > 0 && (
            <SectionCard title={t('toReview')}>
              <ProjectRows label={t('toReview')} projects={finished.slice(0, SHOWN)} empty="" part="report" />
            </SectionCard>
          )}
        </>
      }
      side={
        <>
          <StatusCounts projects={projects} hasMore={props.hasMore} />
          <SectionCard title={activityTitle}>
            <ActivityList events={activity} showProject />
          </SectionCard>
        </>
      }
    />
  );
}
