import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reportFiles, reportFormats } from '#lib/domain/artifact/formats';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';

export type StoredArtifact = { name: string; size: number; sha256: string };

const REPORT_PATIENCE_MS = 120_000;

const link = z.object({ url: z.string(), sha256: z.string() });
const artifact = z.object({
  name: z.string(),
  key: z.string(),
  version: z.number(),
  runId: z.string().nullish(),
  stepId: z.string().nullish(),
});
type Artifact = z.infer<typeof artifact>;
const page = z.object({
  artifactsByProject: z.object({ items: z.array(artifact), nextToken: z.string().nullish() }),
});

/** Stores what the runs made for a project: of several with one name the last run's. */
export async function downloadArtifacts(
  session: Session,
  input: { projectId: string; runIds: readonly string[]; out: string },
): Promise<StoredArtifact[]> {
  const found = new Map<string, string>();
  const listed = latestOf(await listArtifacts(session, input.projectId));
  for (const runId of input.runIds) {
    for (const { name, key, runId: madeBy } of listed) {
      if (madeBy === runId) found.set(name, key);
    }
  }
  mkdirSync(input.out, { recursive: true });
  const stored: StoredArtifact[] = [];
  for (const [name, key] of found) {
    const { generateArtifactDownloadUrl } = await session.graphql(
      z.object({ generateArtifactDownloadUrl: link }),
      `query($projectId: ID!, $key: String!) {
         generateArtifactDownloadUrl(projectId: $projectId, key: $key) { url sha256 } }`,
      { projectId: input.projectId, key },
    );
    stored.push(await download(generateArtifactDownloadUrl, name, input.out));
  }
  return stored;
}

/** The text of a file that a run made; undefined where it made none of that name. */
export async function readArtifact(
  session: Session,
  { projectId, runId, name }: { projectId: string; runId: string; name: string },
): Promise<string | undefined> {
  const found = (await listArtifacts(session, projectId)).find((one) => one.runId === runId && one.name === name);
  if (!found) return undefined;
  const { generateArtifactDownloadUrl } = await session.graphql(
    z.object({ generateArtifactDownloadUrl: link }),
    `query($projectId: ID!, $key: String!) {
       generateArtifactDownloadUrl(projectId: $projectId, key: $key) { url sha256 } }`,
    { projectId, key: found.key },
  );
  return (await fetch(generateArtifactDownloadUrl.url)).text();
}

/** Waits until each report of the assessment is there, and stores it. */
export async function downloadReports(session: Session, projectId: string, out: string): Promise<StoredArtifact[]> {
  mkdirSync(out, { recursive: true });
  const stored: StoredArtifact[] = [];
  for (const format of reportFormats) {
    stored.push(await download(await reportLink(session, projectId, format), reportFiles[format].name, out));
  }
  return stored;
}

/** What the last attempt at each step made: what only an earlier one did was taken back by a request for changes. */
export function latestOf(artifacts: readonly Artifact[]): Artifact[] {
  const last = new Map<string, number>();
  const stepOf = ({ runId, stepId }: Artifact) => `${runId ?? ''}#${stepId ?? ''}`;
  for (const each of artifacts) last.set(stepOf(each), Math.max(each.version, last.get(stepOf(each)) ?? 0));
  return artifacts.filter((each) => !each.runId || each.version === last.get(stepOf(each)));
}

async function listArtifacts(session: Session, projectId: string): Promise<Artifact[]> {
  const all: Artifact[] = [];
  let nextToken: string | null | undefined;
  do {
    const { artifactsByProject } = await session.graphql(
      page,
      `query($projectId: ID!, $nextToken: String) {
         artifactsByProject(projectId: $projectId, limit: 200, nextToken: $nextToken) { items { name key version runId stepId } nextToken } }`,
      { projectId, nextToken },
    );
    all.push(...artifactsByProject.items);
    nextToken = artifactsByProject.nextToken;
  } while (nextToken);
  return all;
}

/** The parts of a file's name, such as `diagrams/workflow.mmd`; none of them leads out of its folder. */
export function safeParts(name: string): string[] {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length > 0 ? parts : ['artifact'];
}

/** Stores a file under its name, and checks what arrived against its hash. */
async function download({ url, sha256: stated }: z.infer<typeof link>, name: string, out: string) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new CommandError(`${name} could not be downloaded (${response.status}).`, 'Run the command again.');
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (stated !== '' && stated !== sha256) {
    throw new CommandError(`${name} did not arrive whole.`, 'Run the command again.');
  }
  const file = path.join(out, ...safeParts(name));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return { name, size: bytes.length, sha256 };
}

async function reportLink(session: Session, projectId: string, format: string): Promise<z.infer<typeof link>> {
  const deadline = Date.now() + REPORT_PATIENCE_MS;
  for (;;) {
    try {
      const { generateReportDownloadUrl } = await session.graphql(
        z.object({ generateReportDownloadUrl: link }),
        'query($projectId: ID!, $format: ReportFormat) { generateReportDownloadUrl(projectId: $projectId, format: $format) { url sha256 } }',
        { projectId, format },
      );
      return generateReportDownloadUrl;
    } catch (error) {
      // Rendering follows the completion by an event: until then there is nothing to sign.
      if (!(error instanceof CommandError) || Date.now() > deadline) throw error;
      await sleep(300);
    }
  }
}
