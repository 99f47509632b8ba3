import 'server-only';
import type { ProjectInput } from '#lib/domain/project/input';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError, type GraphqlErrorLike } from '#lib/domain/result/graphql-failure';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { getProject, type Project } from './queries.ts';

type Answer = { data: Schema['Project']['type'] | null; errors?: readonly GraphqlErrorLike[] | undefined };

function resultOf({ data, errors }: Answer): ActionResult<Project> {
  const first = errors?.[0];
  if (first) return failureOfGraphqlError(first);
  return data ? { ok: true, data } : failure('NotFound');
}

type NewProject = ProjectInput & { id: string; organization: string };

/** Creates a project. The id comes with the request, so that sending it twice creates one project. */
export async function createProjectRecord(project: NewProject): Promise<ActionResult<Project>> {
  const client = await getDataClient();
  const created = resultOf(await client.models.Project.create(project));
  if (created.ok || created.code !== 'Conflict') return created;
  const existing = await getProject(project.id);
  return existing ? { ok: true, data: existing } : created;
}

/** Changes what people write on a project. */
export async function updateProjectRecord(id: string, changes: ProjectInput): Promise<ActionResult<Project>> {
  const client = await getDataClient();
  return resultOf(await client.models.Project.update({ id, ...changes }));
}

/** Puts a project away, or takes it out again with `null`. Nothing is deleted. */
export async function setProjectArchivedAt(id: string, archivedAt: string | null): Promise<ActionResult<Project>> {
  const client = await getDataClient();
  return resultOf(await client.models.Project.update({ id, archivedAt }));
}
