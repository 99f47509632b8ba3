import type { AssessmentState } from '#lib/domain/assessment/state';
import type { AgentArtifact } from '../../agent.ts';
import type { AssessmentInput } from '../schema.ts';
import { buildReport } from './build-report.ts';
import { renderRadar } from './radar.ts';
import { renderMarkdown } from './render-markdown.ts';

export { radarFile } from './render-typst.ts';

import { radarFile, renderTypst } from './render-typst.ts';

export const typstFile = 'assessment-report.typ';

/**
 * The report's files but the PDF, which `renderPdf` makes of the Typst source and the chart:
 * `assessment.json`, `assessment-report.md`, `assessment-report.typ`, `maturity-radar.svg`.
 */
export function renderReport(request: {
  state: AssessmentState;
  project: AssessmentInput['project'];
  now: Date;
}): AgentArtifact[] {
  const report = buildReport(request);
  return [
    { name: 'assessment.json', contentType: 'application/json', body: `${JSON.stringify(report, null, 2)}\n` },
    { name: 'assessment-report.md', contentType: 'text/markdown; charset=utf-8', body: renderMarkdown(report) },
    { name: typstFile, contentType: 'text/plain; charset=utf-8', body: renderTypst(report) },
    { name: radarFile, contentType: 'image/svg+xml', body: renderRadar(report) },
  ];
}
