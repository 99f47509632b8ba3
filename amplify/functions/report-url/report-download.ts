import * as z from 'zod/mini';
import { artifactKey, reportFiles, reportFormats } from '#lib/domain/artifact/formats';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { ReportFiles } from './report-files.ts';

/** A link to a report works this long. */
const downloadSeconds = 15 * 60;

const argumentsSchema = z.object({ format: z.nullish(z.enum(reportFormats)) });

const artifactArguments = z.object({ key: z.string() });

interface DownloadPorts {
  readonly files: ReportFiles;
  readonly now: () => Date;
}

/** The link to a project's report, if it was made. */
export async function reportDownload(call: OperationCall, ports: DownloadPorts): Promise<Outcome<unknown>> {
  const project = projectOf(call);
  const { name: fileName } = reportFiles[argumentsSchema.parse(call.arguments).format ?? 'pdf'];
  const key = artifactKey({ organization: project.organization, projectId: project.id, name: fileName });
  const missing = fail({
    type: 'NotFound',
    code: 'REPORT_NOT_READY',
    message: 'There is no report yet. It is written when the assessment is complete; finish the interview first.',
  });
  return (await linkTo(key, fileName, ports)) ?? missing;
}

/** The link to an artifact of the project by its key; another project's key answers like one that does not exist. */
export async function artifactDownload(call: OperationCall, ports: DownloadPorts): Promise<Outcome<unknown>> {
  const project = projectOf(call);
  const { key } = artifactArguments.parse(call.arguments);
  const own = artifactKey({ organization: project.organization, projectId: project.id, name: '' });
  const message = 'There is no such file of this project. Take the key of one of its artifacts.';
  const missing = fail({ type: 'NotFound', code: 'ARTIFACT_NOT_FOUND', field: 'key', message });
  const parts = key.split('/');
  if (!key.startsWith(own) || key.length > 1024 || parts.includes('..') || parts.includes('')) return missing;
  return (await linkTo(key, parts.at(-1) ?? 'artifact', ports)) ?? missing;
}

function projectOf(call: OperationCall): NonNullable<OperationCall['project']> {
  if (!call.project) throw new Error(`${call.operation} was called without a project. The resolver loads it first.`);
  return call.project;
}

async function linkTo(key: string, fileName: string, ports: DownloadPorts): Promise<Outcome<unknown> | undefined> {
  const file = await ports.files.find(key);
  if (!file) return undefined;
  const { contentType, size, sha256 } = file;
  const url = await ports.files.sign({ key, fileName, contentType, expiresInSeconds: downloadSeconds });
  const expiresAt = new Date(ports.now().getTime() + downloadSeconds * 1000).toISOString();
  return succeed({ url, fileName, contentType, size, sha256, expiresAt });
}
