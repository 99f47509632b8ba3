import { describe, expect, it } from 'vitest';
import { reportDownload } from './report-download.ts';
import type { ReportFiles } from './report-files.ts';

const call = (format?: string) => ({
  operation: 'generateReportDownloadUrl',
  arguments: { projectId: 'p1', format },
  project: { id: 'p1', organization: 'demo', name: 'Claims' },
  caller: { userId: 'u1', email: null, groups: [], capabilities: [] },
  requestId: 'r1',
  correlationId: 'c1',
});

const files = (known: Record<string, number>): ReportFiles => ({
  find: (key) =>
    Promise.resolve(
      known[key] === undefined ? undefined : { contentType: 'application/pdf', size: known[key], sha256: 'abc' },
    ),
  sign: ({ key, expiresInSeconds }) => Promise.resolve(`https://bucket.test/${key}?expires=${expiresInSeconds}`),
});
const now = () => new Date('2026-11-21T08:00:00.000Z');

describe('the link to a report', () => {
  it('is to the PDF unless another format is asked for, and works for 15 minutes', async () => {
    const known = files({ 'artifacts/demo/p1/assessment-report.pdf': 1000 });
    expect(await reportDownload(call(), { files: known, now })).toEqual({
      ok: true,
      data: {
        url: 'https://bucket.test/artifacts/demo/p1/assessment-report.pdf?expires=900',
        fileName: 'assessment-report.pdf',
        contentType: 'application/pdf',
        size: 1000,
        sha256: 'abc',
        expiresAt: '2026-11-21T08:15:00.000Z',
      },
    });
  });

  it('is refused while there is no report, saying when there will be one', async () => {
    expect(await reportDownload(call('md'), { files: files({}), now })).toMatchObject({
      ok: false,
      error: { type: 'NotFound', code: 'REPORT_NOT_READY', message: expect.stringContaining('interview') as unknown },
    });
  });
});
