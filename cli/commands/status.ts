import { z } from 'zod';
import { openBackend } from '../backend.ts';
import { CommandError, exitCodes } from '../errors.ts';
import { readInterview } from '../interview.ts';
import { findProject, type ProjectSummary } from '../projects.ts';
import { summarizeRun, summaryLines } from '../run-summary.ts';
import { type CliRun, findRun } from '../runs.ts';
import { openSession, type Session } from '../session.ts';

/** `project`: a project's id or name, or a run's id. */
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

/** Tells where a project stands: status, interview, agents, artifacts; of a run its steps, gates and cost. */
export async function status({ project, json, user, say }: StatusOptions): Promise<number> {
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, user);
    const found = await findProjectOrRun(session, project);
    process.stdout.write(
      'run' in found ? await tellRun(session, found.run, json) : await tellProject(session, found.project, json),
    );
    return exitCodes.completed;
  } finally {
    await backend.stop();
  }
}

/** @throws CommandError of the project when there is no such run either. */
export async function findProjectOrRun(
  session: Session,
  named: string,
): Promise<{ project: ProjectSummary } | { run: CliRun }> {
  try {
    return { project: await findProject(session, named) };
  } catch (error) {
    const run = error instanceof CommandError ? await findRun(session, named) : undefined;
    if (!run) throw error;
    return { run };
  }
}

async function tellRun(session: Session, run: CliRun, json: boolean): Promise<string> {
  const summary = await summarizeRun(session, run);
  return `${json ? JSON.stringify({ run: summary }, null, 2) : summaryLines(run, summary).join('\n')}\n`;
}

async function tellProject(session: Session, found: ProjectSummary, json: boolean): Promise<string> {
  const interview = await readInterview(session, found.id);
  const { listAgentStatuses, artifactsByProject } = await session.graphql(
    work,
    `query($projectId: ID!) {
       listAgentStatuses(projectId: $projectId) { items { agentId status currentTask errorMessage } }
       artifactsByProject(projectId: $projectId) { items { name size createdAt } } }`,
    { projectId: found.id },
  );
  const [agents, artifacts] = [listAgentStatuses.items, artifactsByProject.items];
  if (json) return `${JSON.stringify({ project: found, interview: interview ?? null, agents, artifacts }, null, 2)}\n`;
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
  return `${lines.join('\n')}\n`;
}
