import type { ReportFacts } from './report-facts.ts';

export type TargetDate = { date: string; sources: string[] };

const question = 'commercial.timeline.target';
const dayMilliseconds = 86_400_000;

/** The date by which a first result should be in use: as the approver says, else from the answers. */
export function readTarget(report: ReportFacts, asked: string | undefined): TargetDate | undefined {
  if (asked !== undefined) return { date: asked, sources: [] };
  const sources = report.references(question);
  const date = report.facts(question, 'date').at(-1);
  if (date) return { date: date.date, sources };
  const duration = report.facts(question, 'duration').at(-1);
  const answer = report.answer(question);
  if (duration === undefined || answer === undefined) return undefined;
  const said = Date.parse(answer.source?.sentAt ?? report.report.generatedAt);
  return { date: new Date(said + duration.value * dayMilliseconds).toISOString().slice(0, 10), sources };
}
