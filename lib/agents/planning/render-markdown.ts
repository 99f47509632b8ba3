import { escapeMarkdown } from '../assessment/markdown-text.ts';
import { renderGantt } from './render-gantt.ts';
import type { Plan } from './schema.ts';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const percent = (share: number) =>
  share < 0.015 ? 'below 2 %' : share > 0.985 ? 'above 98 %' : `${Math.round(share * 100)} %`;
const references = (sources: readonly string[]) => sources.map(escapeMarkdown).join(', ');

function deadlineLine({ deadline }: Plan): string {
  if (deadline === undefined) return 'No target date is known.';
  const { date, expectedDate, p90Date, probability } = deadline;
  const gains = (deadline.levers ?? []).map(
    ({ name, expectedDate: then, savedDays }) => `- ${name}: live on ${then}, ${savedDays} working days earlier`,
  );
  const levers = gains.length > 0 ? `\n\nWhat would help:\n\n${gains.join('\n')}` : '';
  return `Target date for the pilot: **${date}**. Expected: ${expectedDate}; with 90 %: ${p90Date}. The chance to be live by the target date is ${percent(probability)}.${levers}`;
}

/** The plan for reading: figures, Gantt, milestones, critical path, roles, risks and what was assumed. */
export function renderMarkdown(plan: Plan): string {
  const { duration, effort } = plan;
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  const nameOf = (id: string) => {
    const task = byId.get(id);
    return task ? `${task.wbs} ${escapeMarkdown(task.name)}` : escapeMarkdown(id);
  };
  return `${[
    `# Plan: ${escapeMarkdown(plan.project.name)}`,
    `${plan.startDate} to ${plan.endDate}: ${duration.expectedDays} working days expected, ${duration.p10Days} to ${duration.p90Days} with 80 %. ${plan.tasks.length} tasks, ${effort.expectedDays} days of work.`,
    deadlineLine(plan),
    '## Gantt',
    renderGantt(plan),
    '## Milestones',
    table(
      ['Milestone', 'Expected', 'With 10 %', 'With 90 %'],
      plan.milestones.map(({ name, date, p10Date, p90Date }) => [name, date, p10Date ?? '', p90Date ?? '']),
    ),
    '## Critical path',
    plan.criticalPath
      .map((id) => `1. ${nameOf(id)}: ${byId.get(id)?.start ?? ''} to ${byId.get(id)?.end ?? ''}`)
      .join('\n'),
    '## Roles',
    table(
      ['Role', 'Days of work'],
      effort.byRole.map(({ role, days }) => [role, String(days)]),
    ),
    '## Risks',
    plan.risks.length === 0
      ? 'The assessment shows no risk of the catalogue.'
      : table(
          ['Risk', 'Likelihood', 'Impact', 'Answer to it', 'Owner', 'Tasks', 'Sources'],
          plan.risks.map((risk) => [
            escapeMarkdown(risk.title),
            `${risk.likelihood} of 3`,
            `${risk.impact} of 3`,
            escapeMarkdown(risk.mitigation),
            escapeMarkdown(risk.owner),
            risk.tasks.map((id) => byId.get(id)?.wbs ?? escapeMarkdown(id)).join(', '),
            references(risk.sources),
          ]),
        ),
    '## Work breakdown',
    table(
      ['WBS', 'Task', 'Role', 'Days (o / m / p)', 'Start', 'End', 'Slack', 'Why so long', 'Sources'],
      plan.tasks.map((task) => [
        task.wbs,
        task.isCritical ? `**${escapeMarkdown(task.name)}**` : escapeMarkdown(task.name),
        escapeMarkdown(task.role),
        `${task.estimate.optimistic} / ${task.estimate.mostLikely} / ${task.estimate.pessimistic}${task.kind === 'wait' ? ' waiting' : ''}`,
        task.start,
        task.end,
        String(task.slackDays),
        (task.factors ?? []).map(({ reason, factor }) => `${escapeMarkdown(reason)} (×${factor})`).join('; '),
        references(task.sources),
      ]),
    ),
    'Critical tasks are bold: a day later there is a day later at the end.',
    '## Assumptions',
    plan.assumptions.map((text) => `- ${escapeMarkdown(text)}`).join('\n'),
  ].join('\n\n')}\n`;
}
