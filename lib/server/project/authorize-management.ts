import 'server-only';
import { mayAct } from '#lib/domain/access/claims';
import type { Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import type { Workspace } from '../organization/queries.ts';
import { getProject } from './queries.ts';

/** Null where the caller may manage this project. Unknown and other organizations' projects answer alike. */
export async function authorizeManagement(projectId: string, { caller }: Workspace): Promise<Failure | null> {
  const project = await getProject(projectId);
  if (!project) return failure('NotFound');
  return mayAct(caller, 'org_manage', project.organization) ? null : failure('Unauthorized');
}
