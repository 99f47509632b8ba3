import { z } from 'zod';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';

const project = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string().nullish(),
  currentModule: z.string().nullish(),
  updatedAt: z.string(),
  archivedAt: z.string().nullish(),
});
export type ProjectSummary = z.infer<typeof project>;

const FIELDS = 'id name status currentModule updatedAt archivedAt';
const page = z.object({
  projectsByOrganization: z.object({ items: z.array(project.nullable()), nextToken: z.string().nullish() }),
});

/** A project by its id or exact name. @throws CommandError when there is none, or the name means several. */
export async function findProject(session: Session, idOrName: string): Promise<ProjectSummary> {
  const { getProject } = await session.graphql(
    z.object({ getProject: project.nullable() }),
    `query($id: ID!) { getProject(id: $id) { ${FIELDS} } }`,
    { id: idOrName },
  );
  if (getProject) return getProject;
  const profile = await session.graphql(
    z.object({ getCurrentUserProfile: z.object({ organization: z.string().nullish() }) }),
    'query { getCurrentUserProfile { organization } }',
  );
  const named: ProjectSummary[] = [];
  let nextToken: string | null | undefined;
  do {
    const { projectsByOrganization } = await session.graphql(
      page,
      `query($organization: String!, $nextToken: String) {
         projectsByOrganization(organization: $organization, sortDirection: DESC, limit: 200, nextToken: $nextToken) {
           items { ${FIELDS} } nextToken } }`,
      { organization: profile.getCurrentUserProfile.organization, nextToken },
    );
    named.push(...projectsByOrganization.items.filter((item) => item !== null).filter(({ name }) => name === idOrName));
    nextToken = projectsByOrganization.nextToken;
  } while (nextToken);
  const [only, another] = named;
  if (only && !another) return only;
  throw another
    ? new CommandError(
        `${named.length} projects are called ${JSON.stringify(idOrName)}.`,
        `Name one by its id: ${named.map(({ id }) => id).join(', ')}`,
      )
    : new CommandError(
        `There is no project ${JSON.stringify(idOrName)} in your organization.`,
        'Check its id or name.',
      );
}
