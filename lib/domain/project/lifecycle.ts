/** What the lifecycle reads of a project's record. */
export interface ProjectImage {
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly requirements?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly archivedAt?: string | null | undefined;
  readonly owner?: string | null | undefined;
  readonly updatedBy?: string | null | undefined;
}

export interface ProjectChange {
  readonly name: 'project.created' | 'project.updated' | 'project.deleted';
  readonly project: ProjectImage;
  readonly actor: string | null;
  readonly changed: readonly string[];
  /** What the audit log calls it. */
  readonly action: string;
}

const told = ['name', 'description', 'requirements', 'status', 'archivedAt'] as const;

/** What a change of a project's record is to the rest of the world; undefined where only inner fields moved. */
export function projectChange(
  before: ProjectImage | undefined,
  after: ProjectImage | undefined,
): ProjectChange | undefined {
  if (!before && !after) return undefined;
  if (!before && after) {
    return {
      name: 'project.created',
      project: after,
      actor: after.owner ?? null,
      changed: [],
      action: 'project.created',
    };
  }
  if (before && !after) {
    const actor = before.updatedBy ?? null;
    return { name: 'project.deleted', project: before, actor, changed: [], action: 'project.deleted' };
  }
  if (!before || !after) return undefined;
  const changed = told.filter((field) => (before[field] ?? null) !== (after[field] ?? null));
  if (changed.length === 0) return undefined;
  // The status is moved by the backend alone, whoever touched the project last.
  const actor = changed.every((field) => field === 'status') ? null : (after.updatedBy ?? null);
  return { name: 'project.updated', project: after, actor, changed, action: actionOf(changed, after) };
}

function actionOf(changed: readonly string[], after: ProjectImage): string {
  if (changed.includes('archivedAt')) return after.archivedAt ? 'project.archived' : 'project.restored';
  if (changed.includes('status')) return 'project.status_changed';
  return 'project.updated';
}
