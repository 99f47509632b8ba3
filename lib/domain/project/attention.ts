import { type ProjectStatus, projectStatuses } from './status.ts';

type WatchedProject = {
  status?: ProjectStatus | null;
  updatedAt: string;
};

// What a person must act on first; the other statuses wait for agents, or for nothing.
const urgency = ['ERROR', 'ASSESSMENT_COMPLETE', 'CREATED', 'IN_PROGRESS'] as const satisfies ProjectStatus[];

/** Why a project needs a person: its status, where that is one to act on. */
export type AttentionReason = (typeof urgency)[number];

/** Why a project needs a person, or undefined where it does not. */
export function attentionReason({ status }: Pick<WatchedProject, 'status'>): AttentionReason | undefined {
  return urgency.find((candidate) => candidate === (status ?? 'CREATED'));
}

/** The projects that need a person, most urgent first, and among equals the one that waits longest. */
export function needingAttention<Project extends WatchedProject>(projects: readonly Project[]): Project[] {
  const rank = (project: Project): number => urgency.findIndex((status) => status === attentionReason(project));
  return projects
    .filter((project) => rank(project) >= 0)
    .sort((a, b) => rank(a) - rank(b) || a.updatedAt.localeCompare(b.updatedAt));
}

/** How many projects are in each status; statuses without any are left out. */
export function countByStatus(projects: readonly Pick<WatchedProject, 'status'>[]): [ProjectStatus, number][] {
  const counts = new Map<ProjectStatus, number>();
  for (const { status } of projects) {
    const known = status ?? 'CREATED';
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  return projectStatuses.flatMap((status) => {
    const count = counts.get(status);
    return count === undefined ? [] : [[status, count] as [ProjectStatus, number]];
  });
}
