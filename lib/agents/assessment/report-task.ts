import * as z from 'zod';
import { reportFiles } from '#lib/domain/artifact/formats';
import { assessmentStateSchema } from '#lib/domain/assessment/state';
import { type AgentEvidence, type AgentResult, defineTask, noUsage, type TaskContext } from '../agent.ts';
import { assessmentManifest } from './manifest.ts';
import { buildReport } from './report/build-report.ts';
import { renderReport } from './report/render-report.ts';
import type { AssessmentReport } from './report/report-model.ts';

/** Both are given by the worker: a blueprint wires nothing to this task. */
const reportInputSchema = z.object({
  project: z
    .looseObject({
      id: z.string(),
      name: z.string(),
      description: z.string().nullish(),
      requirements: z.string().nullish(),
    })
    .optional(),
  assessment: z.object({ state: assessmentStateSchema, completedAt: z.string().nullish() }).nullish(),
});
type ReportInput = z.infer<typeof reportInputSchema>;

const reportOutputSchema = z.object({ report: z.looseObject({}) });
type ReportOutput = z.infer<typeof reportOutputSchema>;

/** Reports on the interview once that is complete; until then the run waits for it. */
export const reportTask = defineTask(assessmentManifest.id, {
  title: 'Report',
  input: reportInputSchema,
  output: reportOutputSchema,
  given: ['project', 'assessment'],
  run: runReport,
});

function runReport({ assessment, project }: ReportInput, context: TaskContext): Promise<AgentResult<ReportOutput>> {
  const nothing = { artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage };
  if (!assessment?.completedAt || !project) {
    context.log('The interview is not complete yet.');
    return Promise.resolve({ ...nothing, output: { report: {} }, waitFor: 'conversation' });
  }
  const { id, name, description, requirements } = project;
  const request = {
    state: assessment.state,
    project: { id, name, ...(description ? { description } : {}), ...(requirements ? { requirements } : {}) },
    // As of the end of the interview: every attempt writes the same bytes.
    now: new Date(assessment.completedAt),
  };
  const report = buildReport(request);
  const published: readonly string[] = [reportFiles.json.name, reportFiles.md.name];
  const artifacts = renderReport(request).filter((file) => published.includes(file.name));
  return Promise.resolve({ ...nothing, output: { report }, artifacts, evidence: evidenceOf(report) });
}

function evidenceOf(report: AssessmentReport): AgentEvidence[] {
  return report.answers.flatMap(({ questionId, quote, source }) =>
    source ? [{ claim: questionId, source: { kind: 'message', id: source.messageId }, quote }] : [],
  );
}
