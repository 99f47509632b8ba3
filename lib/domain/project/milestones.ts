import type { milestones } from '../blueprint/schema.ts';
import type { ModuleProgress } from './progress.ts';
import { type ProjectModule, type ProjectStatus, projectStatuses, stepsTo } from './status.ts';

/** What an event of a run makes of its project. */
export type ProjectMilestone = (typeof milestones)[number] | 'run.completed' | 'run.failed';

const reached = {
  'design.completed': { status: 'DESIGN_COMPLETE', module: 'design' },
  'planning.completed': { status: 'PLANNING_COMPLETE', module: 'planning' },
  'implementation.ready': { status: 'IMPLEMENTATION_READY', module: 'implementation' },
} as const satisfies Record<string, { status: ProjectStatus; module: ProjectModule }>;

interface ProjectNow {
  readonly status: ProjectStatus;
  readonly progress: ModuleProgress;
}

/**
 * The next step of a project towards what a run has reached; undefined when it is there or further already. Another
 * blueprint's end changes nothing: only what made its implementation ready completes a project. A failed run puts the
 * project into ERROR, which the next milestone leaves.
 */
export function afterMilestone(
  project: ProjectNow,
  event: ProjectMilestone,
): { status: ProjectStatus; progress: ModuleProgress } | undefined {
  if (event === 'run.completed') {
    if (project.status === 'ERROR') return { status: statusOfProgress(project.progress), progress: project.progress };
    return project.status === 'IMPLEMENTATION_READY' ? { status: 'COMPLETED', progress: project.progress } : undefined;
  }
  if (event === 'run.failed') {
    const isOver = project.status === 'COMPLETED' || project.status === 'ERROR';
    return isOver ? undefined : { status: 'ERROR', progress: project.progress };
  }
  const { status: target, module } = reached[event];
  const status = stepsTo(project.status, target)[0];
  if (!status) return undefined;
  const isThere = projectStatuses.indexOf(status) >= projectStatuses.indexOf(target);
  return { status, progress: isThere ? { ...project.progress, [module]: 100 } : project.progress };
}

/** The status that the modules which are done speak of: where a project stands once an error is overcome. */
function statusOfProgress(progress: ModuleProgress): ProjectStatus {
  if (progress.implementation === 100) return 'IMPLEMENTATION_READY';
  if (progress.planning === 100) return 'PLANNING_COMPLETE';
  if (progress.design === 100) return 'DESIGN_COMPLETE';
  return progress.assessment === 100 ? 'ASSESSMENT_COMPLETE' : 'IN_PROGRESS';
}

/** Sections that are done of a module, as its share of the project's progress: it never goes back. */
export function afterSection(project: ProjectNow, module: ProjectModule, percent: number): ModuleProgress | undefined {
  const share = Math.floor(percent);
  return share > project.progress[module] ? { ...project.progress, [module]: share } : undefined;
}
