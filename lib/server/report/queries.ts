import 'server-only';
import * as z from 'zod/mini';
import { type ReportDocument, reportDocumentSchema } from '#lib/domain/report/report-document';
import { failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';

/** The report lies there but cannot be read. The message is for the log; screens show words of their own. */
class ReportError extends Error {
  override readonly name = 'ReportError';
}

/**
 * The assessment's report of a project, read from the bucket with the caller's own right to download it; null where
 * none was written yet.
 */
export async function getReport(projectId: string): Promise<ReportDocument | null> {
  const client = await getDataClient();
  const answer = await client.queries.generateReportDownloadUrl({ projectId, format: 'json' });
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'NotFound') return null;
  const download = dataOf('generateReportDownloadUrl', answer);
  if (!download) return null;
  const response = await fetch(download.url, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new ReportError(`${download.fileName}: the bucket answered ${response.status}`);
  const parsed = z.safeParse(reportDocumentSchema, await response.json());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ReportError(
      `${download.fileName}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'has another form'}`,
    );
  }
  return parsed.data;
}
