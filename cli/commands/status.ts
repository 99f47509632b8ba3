import { z } from 'zod';
import { openBackend } from '../backend.ts';
import { exitCodes } from '../errors.ts';
import { readInterview } from '../interview.ts';
import { findProject } from '../projects.ts';
import { openSession } from '../session.ts';

export type StatusOptions = { project: string; json: boolean; user: string; say: (line: string) => void };

const work = z.object({
  listAgentStatuses: z.object({
    items: z.array(
      z.object({
        agentId: z.string(),
        status: z.string(),
        currentTask: z.string().nullish(),
        errorMessage: z.string().nullish(),
      }),
    ),
  }),
  artifactsByProject: z.object({
    items: z.array(z.object({ name: z.string(), size: z.number(), createdAt: z.string() })),
  }),
});

/** Tells where a project stands: status, interview, agents, artifacts. */
export async function status({ project, json, user, say }: StatusOptions): Promise<number> {
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, user);
    const found = await findProject(session, project);
    const interview = await readInterview(session, found.id);
    const { listAgentStatuses, artifactsByProject } = await session.graphql(
      work,
      `query($projectId: ID!) {
         listAgentStatuses(projectId: $projectId) { items { agentId status currentTask errorMessage } }
         artifactsByProject(projectId: $projectId) { items { name size createdAt } } }`,
      { projectId: found.id },
    );
    const [agents, artifacts] = [listAgentStatuses.items, artifactsByProject.items];
    if (json) {
      process.stdout.write(
        `${JSON.stringify({ project: found, interview: interview ?? null, agents, artifacts }, null, 2)}\n`,
      );
      return exitCodes.completed;
    }
    const lines = [
      `${found.name}  ${found.id}`,
      `status      ${found.status ?? 'CREATED'}${found.archivedAt ? ` (archived ${found.archivedAt})` : ''}`,
      `interview   ${
        interview
          ? Object.entries(interview.progress)
              .map(([name, percent]) => `${name} ${percent} %`)
              .join(' · ')
          : 'not begun'
      }`,
      ...agents.map(
        ({ agentId, status: state, currentTask, errorMessage }) =>
          `agent       ${agentId}: ${state}${currentTask ? `, ${currentTask}` : ''}${errorMessage ? `, ${errorMessage}` : ''}`,
      ),
      ...artifacts.map(({ name, size, createdAt }) => `artifact    ${name}  ${size} bytes  ${createdAt}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.completed;
  } finally {
    await backend.stop();
  }
}
