import 'server-only';
import { mayAct } from '#lib/domain/access/claims';
import type { Capability } from '#lib/domain/access/roles';
import type { Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import type { Workspace } from '../organization/queries.ts';
import { getProject } from '../project/queries.ts';
import { getRun } from './queries.ts';

/** Null where the caller may do this with the run. Unknown and other organizations' runs answer alike. */
export async function authorizeRun(
  runId: string,
  capability: Capability,
  { caller }: Workspace,
): Promise<Failure | null> {
  const run = await getRun(runId);
  if (!run) return failure('NotFound');
  return mayAct(caller, capability, run.organization) ? null : failure('Unauthorized');
}

/** The same for runs of a project in general. */
export async function authorizeProjectRuns(
  projectId: string,
  capability: Capability,
  { caller }: Workspace,
): Promise<Failure | null> {
  const project = await getProject(projectId);
  if (!project) return failure('NotFound');
  return mayAct(caller, capability, project.organization) ? null : failure('Unauthorized');
}
