import type { ProjectModule, ProjectStatus } from './status.ts';

/** Share of each module that is done, whole percent. */
export type ModuleProgress = Record<ProjectModule, number>;

export const noProgress: ModuleProgress = { assessment: 0, design: 0, planning: 0, implementation: 0 };

/** What an event about the assessment's progress makes of a project; undefined when a later one was seen already. */
export function afterAssessmentProgress(
  project: { readonly status: ProjectStatus; readonly progress: ModuleProgress; readonly progressVersion: number },
  event: { readonly progress: Readonly<Record<string, number>>; readonly version: number },
): { status: ProjectStatus; progress: ModuleProgress; progressVersion: number } | undefined {
  if (event.version <= project.progressVersion) return undefined;
  const shares = Object.values(event.progress);
  const assessment = Math.floor(shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length));
  return {
    status: project.status === 'CREATED' ? 'IN_PROGRESS' : project.status,
    progress: { ...project.progress, assessment },
    progressVersion: event.version,
  };
}
