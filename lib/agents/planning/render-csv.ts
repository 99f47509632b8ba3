import type { Plan } from './schema.ts';

/** Spreadsheets take a cell that begins so for a formula; some take the wide forms of East Asian fonts as well. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell by RFC 4180; what a spreadsheet would run is preceded by an apostrophe, which makes it text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvHeader = [
  'WBS',
  'Id',
  'Task',
  'Phase',
  'Role',
  'Kind',
  'Components',
  'Depends on',
  'Waits for',
  'Optimistic',
  'Most likely',
  'Pessimistic',
  'Expected',
  'Standard deviation',
  'Duration',
  'Start',
  'End',
  'Slack',
  'Critical',
  'Reasons',
  'Sources',
] as const;

/** All tasks, one a row, by RFC 4180. Lists within a cell are divided by semicolons, days are working days. */
export function renderCsv(plan: Plan): string {
  const rows = plan.tasks.map((task): (string | number)[] => [
    task.wbs,
    task.id,
    task.name,
    task.phase,
    task.role,
    task.kind ?? 'work',
    task.components.join('; '),
    task.dependsOn.join('; '),
    task.waitsFor ?? '',
    task.estimate.optimistic,
    task.estimate.mostLikely,
    task.estimate.pessimistic,
    task.estimate.expected,
    task.estimate.standardDeviation,
    task.durationDays ?? '',
    task.start,
    task.end,
    task.slackDays,
    task.isCritical ? 'yes' : 'no',
    (task.factors ?? []).map(({ factor, reason }) => `${reason} (×${factor})`).join('; '),
    task.sources.join('; '),
  ]);
  return [csvHeader, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
