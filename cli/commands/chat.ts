import { openBackend } from '../backend.ts';
import { exitCodes } from '../errors.ts';
import { ask } from '../interview.ts';
import { findProject } from '../projects.ts';
import { openSession } from '../session.ts';

export type ChatOptions = {
  project: string;
  agent: string;
  message: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

/** Sends one message to an agent of a project (its id or exact name) and prints the reply. */
export async function chat({ project, agent, message, json, user, say }: ChatOptions): Promise<number> {
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, user);
    const { id: projectId } = await findProject(session, project);
    const reply = await ask(session, { projectId, agentId: agent, message });
    process.stdout.write(json ? `${JSON.stringify({ projectId, agent, message, reply })}\n` : `${reply}\n`);
    return exitCodes.completed;
  } finally {
    await backend.stop();
  }
}
