import { addWorkingDays, dayAfter, isWorkingDay, onWorkingDay } from '#lib/domain/planning/working-days';
import {
  type AgentArtifact,
  type AgentContext,
  type AgentEvidence,
  type AgentResult,
  noUsage,
  type TaskContext,
} from '../agent.ts';
import { buildPlan } from './build-plan.ts';
import { withoutDoubles } from './change-design.ts';
import { type PlanChanges, readFeedback } from './feedback.ts';
import { renderCsv } from './render-csv.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { Plan, PlanningInput, PlanningOutput } from './schema.ts';

function startOf(input: PlanningInput, changes: PlanChanges, now: Date): { date: string; assumption: string } {
  const asked = changes.start ?? input.startDate ?? undefined;
  if (asked !== undefined) {
    const date = onWorkingDay(asked);
    return {
      date,
      assumption: isWorkingDay(asked)
        ? `Work begins on ${date}, as asked.`
        : `Work begins on ${date}, the working day after ${asked}.`,
    };
  }
  const date = addWorkingDays(dayAfter(now.toISOString()), 0);
  return { date, assumption: `No start date is given: work begins on the next working day, ${date}.` };
}

function summarize({ duration, endDate, startDate, tasks, deadline }: Plan): string {
  const range = `${duration.p10Days} to ${duration.p90Days}`;
  const ofDeadline = deadline
    ? ` The pilot is expected live on ${deadline.expectedDate}, with 90 % by ${deadline.p90Date}; the target is ${deadline.date}.`
    : '';
  return `${tasks.length} tasks from ${startDate} to ${endDate}: ${duration.expectedDays} working days, ${range} with 80 %.${ofDeadline}`;
}

/** Answers behind the plan, as far as the report quotes them. */
function evidenceOf(plan: Plan, report: PlanningInput['report']): AgentEvidence[] {
  const used = new Set([...plan.tasks, ...plan.risks].flatMap(({ sources }) => sources));
  return report.answers.flatMap(({ ref, quote, source }) =>
    used.has(ref) && source ? [{ claim: ref, source: { kind: 'message', id: source.messageId }, quote }] : [],
  );
}

function renderPlan(plan: Plan): AgentArtifact[] {
  return [
    { name: 'plan.json', contentType: 'application/json', body: `${JSON.stringify(plan, null, 2)}\n` },
    { name: 'plan.csv', contentType: 'text/csv; charset=utf-8', body: renderCsv(plan) },
    { name: 'plan.md', contentType: 'text/markdown; charset=utf-8', body: renderMarkdown(plan) },
  ];
}

/** Plans the work that a design asks for. What an approver said is taken from `context.feedback`. */
export async function runPlanning(
  input: PlanningInput,
  context: AgentContext & Pick<Partial<TaskContext>, 'feedback'>,
): Promise<AgentResult<PlanningOutput>> {
  const now = context.now();
  const { design, doubles } = withoutDoubles(input.design);
  const changes = readFeedback(context.feedback, design, now);
  if (doubles.length > 0)
    changes.notes.push(`The design has ids twice; what came second is left out: ${doubles.slice(0, 10).join(', ')}.`);
  const plan = buildPlan({
    report: input.report,
    design: changes.design,
    project: input.project,
    start: startOf(input, changes, now),
    changes,
  });
  context.signal?.throwIfAborted();
  await context.emit(summarize(plan));
  return {
    output: { plan },
    artifacts: renderPlan(plan),
    evidence: evidenceOf(plan, input.report),
    questions: [],
    progress: { plan: 100 },
    usage: noUsage,
  };
}
