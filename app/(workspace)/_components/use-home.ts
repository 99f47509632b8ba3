'use client';

import { type AuditEvent, useLiveActivity } from '#lib/client/activity/use-live-activity';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';
import { useLiveProjects } from '#lib/client/project/use-live-projects';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { useWorkspace } from '@/components/providers/workspace-context';
import type { HomeProps } from './home-props.ts';
import { HOME_ACTIVITY, HOME_PROJECTS } from './home-sizes.ts';

type Home = { projects: readonly ProjectSummary[]; activity: readonly AuditEvent[] };

const all = parseProjectCriteria({});

/** The start page's projects and activity, live. */
export function useHome(initial: HomeProps): Home {
  const { organization } = useWorkspace();
  const { data: projects = initial.projects } = useLiveProjects({
    organization: organization.id,
    criteria: all,
    size: HOME_PROJECTS,
    initialItems: initial.projects,
  });
  const activity = useLiveActivity({
    scope: { organization: organization.id },
    size: HOME_ACTIVITY,
    initialItems: initial.activity,
  });
  return { projects, activity };
}
