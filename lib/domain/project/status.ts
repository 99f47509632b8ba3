export const projectStatuses = [
  'CREATED',
  'IN_PROGRESS',
  'ASSESSMENT_COMPLETE',
  'DESIGN_COMPLETE',
  'PLANNING_COMPLETE',
  'IMPLEMENTATION_READY',
  'COMPLETED',
  'ERROR',
] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

/** The modules of the transformation, in the order in which a project goes through them. */
export const projectModules = ['assessment', 'design', 'planning', 'implementation'] as const;
export type ProjectModule = (typeof projectModules)[number];

/** The one table of status transitions: guards, buttons and event consumers read it. */
export const statusTransitions = {
  CREATED: ['IN_PROGRESS', 'ERROR'],
  IN_PROGRESS: ['ASSESSMENT_COMPLETE', 'ERROR'],
  ASSESSMENT_COMPLETE: ['DESIGN_COMPLETE', 'ERROR'],
  DESIGN_COMPLETE: ['PLANNING_COMPLETE', 'ERROR'],
  PLANNING_COMPLETE: ['IMPLEMENTATION_READY', 'ERROR'],
  IMPLEMENTATION_READY: ['COMPLETED', 'ERROR'],
  COMPLETED: [],
  ERROR: ['IN_PROGRESS', 'ASSESSMENT_COMPLETE', 'DESIGN_COMPLETE', 'PLANNING_COMPLETE', 'IMPLEMENTATION_READY'],
} as const satisfies Record<ProjectStatus, readonly ProjectStatus[]>;

/** Whether one step leads from a status to another. */
export function canTransition(from: ProjectStatus, to: ProjectStatus): boolean {
  const targets: readonly ProjectStatus[] = statusTransitions[from];
  return targets.includes(to);
}

/**
 * The steps that lead from a status to a later one, the target last; empty when the target is reached or passed
 * already, so that a redelivered event changes nothing. ERROR is never a step on the way.
 */
export function stepsTo(from: ProjectStatus, target: ProjectStatus): ProjectStatus[] {
  if (canTransition(from, target)) return [target];
  const start = projectStatuses.indexOf(from);
  const end = projectStatuses.indexOf(target);
  if (from === 'ERROR' || target === 'ERROR' || end <= start) return [];
  return projectStatuses.slice(start + 1, end + 1);
}

/** The module a project works on in a status. */
export function moduleOfStatus(status: ProjectStatus): ProjectModule {
  switch (status) {
    case 'CREATED':
    case 'IN_PROGRESS':
    case 'ERROR':
      return 'assessment';
    case 'ASSESSMENT_COMPLETE':
      return 'design';
    case 'DESIGN_COMPLETE':
      return 'planning';
    case 'PLANNING_COMPLETE':
    case 'IMPLEMENTATION_READY':
    case 'COMPLETED':
      return 'implementation';
  }
}
