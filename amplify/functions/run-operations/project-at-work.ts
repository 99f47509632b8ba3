import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { ProjectRecord } from '#lib/repositories/project';
import type { RunOperationPorts } from './ports.ts';

/** A project that is there and not archived: only of such a one work begins. An id that was freed may be another organization's by now. */
export async function projectAtWork(
  { id, organization }: { readonly id: string; readonly organization: string },
  ports: Pick<RunOperationPorts, 'projects'>,
): Promise<Outcome<ProjectRecord>> {
  const project = await ports.projects.get(id);
  if (project?.organization !== organization) {
    const message = 'There is no such project. Check its id.';
    return fail({ type: 'NotFound', code: 'PROJECT_NOT_FOUND', field: 'projectId', message });
  }
  if (project.archivedAt) {
    const message = 'The project is archived. Restore it to have work done for it.';
    return fail({ type: 'Conflict', code: 'PROJECT_ARCHIVED', field: 'projectId', message });
  }
  return succeed(project);
}
