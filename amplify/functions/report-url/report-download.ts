import * as z from 'zod/mini';
import { artifactId, reportFiles, reportFormats } from '#lib/domain/artifact/formats';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { ArtifactRecord } from '#lib/repositories/artifact';
import type { OperationCall } from '#lib/runtime/operation';
import type { SignDownload } from './sign-download.ts';

/** A link to a report works this long. */
export const downloadSeconds = 15 * 60;

const argumentsSchema = z.object({ projectId: z.string(), format: z.nullish(z.enum(reportFormats)) });

export interface ReportPorts {
  readonly artifacts: { get(id: string): Promise<ArtifactRecord | undefined> };
  readonly sign: SignDownload;
  readonly now: () => Date;
}

/** The link to a project's report, if it was made. */
export async function reportDownload(call: OperationCall, ports: ReportPorts): Promise<Outcome<unknown>> {
  const project = call.project;
  if (!project) throw new Error('generateReportDownloadUrl was called without a project. The resolver loads it first.');
  const format = argumentsSchema.parse(call.arguments).format ?? 'pdf';
  const file = reportFiles[format];
  const artifact = await ports.artifacts.get(artifactId(project.id, file.name));
  if (!artifact || artifact.organization !== project.organization) {
    return fail({
      type: 'NotFound',
      code: 'REPORT_NOT_READY',
      message: 'There is no report yet. It is written when the assessment is complete; finish the interview first.',
    });
  }
  const url = await ports.sign({
    key: artifact.key,
    fileName: file.name,
    contentType: artifact.contentType,
    expiresInSeconds: downloadSeconds,
  });
  const expiresAt = new Date(ports.now().getTime() + downloadSeconds * 1000).toISOString();
  const { contentType, size, sha256 } = artifact;
  return succeed({ url, fileName: file.name, contentType, size, sha256, expiresAt });
}
