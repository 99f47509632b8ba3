import { createHash } from 'node:crypto';
import type { AgentArtifact } from '#lib/agents/agent';
import { renderReport, typstFile } from '#lib/agents/assessment/report/render-report';
import { artifactId, artifactKey, reportFiles } from '#lib/domain/artifact/formats';
import { assessmentStateSchema } from '#lib/domain/assessment/state';
import type { ArtifactRecord } from '#lib/repositories/artifact';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import type { ProjectRecord } from '#lib/repositories/project';

export interface RenderPorts {
  readonly assessments: { get(projectId: string): Promise<AssessmentRecord | undefined> };
  readonly projects: { get(id: string): Promise<ProjectRecord | undefined> };
  /** Typst source and the files that it refers to → PDF. */
  readonly typeset: (source: string, files: Readonly<Record<string, string | Uint8Array>>, date: Date) => Uint8Array;
  readonly store: (file: { key: string; contentType: string; body: Uint8Array; sha256: string }) => Promise<void>;
  readonly record: (artifact: ArtifactRecord) => Promise<void>;
  readonly now: () => Date;
}

/** An answer may change while the report is written; then it is written again, so often at most. */
const maximumRounds = 3;

/**
 * Writes the report of a project's assessment as it stands now: JSON, Markdown and PDF, each with its record.
 * @returns the version it was written from; undefined where there is no complete assessment (any more).
 */
export async function renderProjectReport(projectId: string, ports: RenderPorts): Promise<number | undefined> {
  let written: number | undefined;
  for (let round = 0; round < maximumRounds; round += 1) {
    const [assessment, project] = await Promise.all([ports.assessments.get(projectId), ports.projects.get(projectId)]);
    if (!assessment?.completedAt || assessment.organization !== project?.organization) return written;
    if (assessment.version === written) return written;
    for (const file of filesOf(assessment, project, ports)) await storeFile(file, assessment, ports);
    written = assessment.version;
  }
  return written;
}

function filesOf(assessment: AssessmentRecord, project: ProjectRecord, ports: RenderPorts): AgentArtifact[] {
  const now = ports.now();
  const { id, name, description, requirements } = project;
  const files = renderReport({
    state: assessmentStateSchema.parse(assessment.state),
    project: { id, name, ...(description ? { description } : {}), ...(requirements ? { requirements } : {}) },
    now,
  });
  const source = files.find((file) => file.name === typstFile)?.body;
  if (typeof source !== 'string') throw new Error(`The report has no ${typstFile}. renderReport writes it.`);
  const assets = Object.fromEntries(files.map((file) => [file.name, file.body]));
  const published: readonly string[] = Object.values(reportFiles).map((file) => file.name);
  const pdf = { ...reportFiles.pdf, body: ports.typeset(source, assets, now) };
  return [...files.filter((file) => published.includes(file.name)), pdf];
}

async function storeFile(file: AgentArtifact, assessment: AssessmentRecord, ports: RenderPorts): Promise<void> {
  const { projectId, organization, version } = assessment;
  const { name, contentType } = file;
  const body = typeof file.body === 'string' ? new TextEncoder().encode(file.body) : file.body;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const key = artifactKey({ organization, projectId, name });
  await ports.store({ key, contentType, body, sha256 });
  const id = artifactId(projectId, name);
  const size = body.byteLength;
  await ports.record({ id, organization, projectId, name, kind: 'report', key, contentType, size, sha256, version });
}
