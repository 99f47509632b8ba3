import * as z from 'zod/mini';
import { artifactKey, reportFiles, reportFormats } from '#lib/domain/artifact/formats';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { ReportFiles } from './report-files.ts';

/** A link to a report works this long. */
const downloadSeconds = 15 * 60;

const argumentsSchema = z.object({ format: z.nullish(z.enum(reportFormats)) });

/** The link to a project's report, if it was made. */
export async function reportDownload(
  call: OperationCall,
  ports: { readonly files: ReportFiles; readonly now: () => Date },
): Promise<Outcome<unknown>> {
  const project = call.project;
  if (!project) throw new Error('generateReportDownloadUrl was called without a project. The resolver loads it first.');
  const { name: fileName } = reportFiles[argumentsSchema.parse(call.arguments).format ?? 'pdf'];
  const key = artifactKey({ organization: project.organization, projectId: project.id, name: fileName });
  const file = await ports.files.find(key);
  if (!file) {
    return fail({
      type: 'NotFound',
      code: 'REPORT_NOT_READY',
      message: 'There is no report yet. It is written when the assessment is complete; finish the interview first.',
    });
  }
  const { contentType, size, sha256 } = file;
  const url = await ports.files.sign({ key, fileName, contentType, expiresInSeconds: downloadSeconds });
  const expiresAt = new Date(ports.now().getTime() + downloadSeconds * 1000).toISOString();
  return succeed({ url, fileName, contentType, size, sha256, expiresAt });
}
