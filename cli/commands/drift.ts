import { z } from 'zod';
import { driftLine, driftReport } from '#lib/agents/tech-design/drift-report';
import { drift as findDrift } from '#lib/design-doc/drift';
import { traceabilitySchema } from '#lib/domain/design-document/document';
import { scanSource } from '#lib/scan/scan';
import { readArtifact } from '../artifacts.ts';
import { openBackend } from '../backend.ts';
import { CommandError, exitCodes, UsageError } from '../errors.ts';
import { findProject } from '../projects.ts';
import { readRun } from '../runs.ts';
import { openSession, type Session } from '../session.ts';
import { readSource } from './scan.ts';

export type DriftOptions = {
  run?: string;
  project?: string;
  source?: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

/** Says which claims of a design no longer hold for a newer source; answers 1 where some do not. */
export async function drift({ run, project, source, json, user, say }: DriftOptions): Promise<number> {
  if (source === undefined || (run === undefined) === (project === undefined)) {
    throw new UsageError('Usage: npm run factory -- drift --run RUN | --project PROJECT --source DIR|ZIP [--json]');
  }
  const newer = scanSource(await readSource(source));
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, user);
    const { runId, projectId } = await designOf(session, { run, project });
    const text = await readArtifact(session, { projectId, runId, name: 'traceability.json' });
    if (text === undefined) {
      throw new CommandError(
        `Run ${runId} has made no technical design.`,
        'Name a run of technical-design that is done.',
      );
    }
    const traceability = traceabilitySchema.parse(JSON.parse(text));
    const report = { run: runId, ...driftReport(traceability, findDrift(traceability, newer)) };
    for (const entry of report.entries) say(driftLine(entry));
    say(`${report.broken} of ${report.claims} claims no longer hold, ${report.moved} stand elsewhere.`);
    if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return report.broken > 0 ? exitCodes.failed : exitCodes.completed;
  } finally {
    await backend.stop();
  }
}

const runs = z.object({
  runsByProject: z.object({
    items: z.array(z.object({ id: z.string(), blueprintId: z.string(), status: z.string() }).nullable()),
  }),
});

/** The run that made the design: the one that is named, else the project's last that was completed or waits for approval. */
async function designOf(
  session: Session,
  { run, project }: { run?: string | undefined; project?: string | undefined },
) {
  if (run !== undefined) return { runId: run, projectId: (await readRun(session, run)).projectId };
  const { id: projectId } = await findProject(session, project ?? '');
  const { runsByProject } = await session.graphql(
    runs,
    `query($projectId: ID!) { runsByProject(projectId: $projectId, sortDirection: DESC, limit: 200) {
       items { id blueprintId status } } }`,
    { projectId },
  );
  const designs = runsByProject.items.filter((item) => item?.blueprintId === 'technical-design');
  const made =
    designs.find((item) => item?.status === 'COMPLETED') ?? designs.find((item) => item?.status === 'WAITING');
  if (made) return { runId: made.id, projectId };
  throw new CommandError(`Project ${project} has no technical design.`, 'Run the blueprint technical-design first.');
}
