import type { Plan, PlanTask } from './schema.ts';

/** Mermaid refuses long texts and a chart of more rows cannot be read: beyond this a row stands for a heading. */
const mostRows = 150;
const longestLabel = 60;

/** A label with nothing that means anything in a Gantt: it ends at a colon, a semicolon or the end of the line. */
function label(text: string): string {
  const plain = text
    .replace(/[^\p{L}\p{N} .,()/'&%+-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > longestLabel ? `${plain.slice(0, longestLabel - 1).trimEnd()}…` : plain || 'Task';
}

type Row = { name: string; tags: string; start: string; end: string };

function toRow(task: PlanTask): Row {
  return {
    name: `${task.wbs} ${label(task.name)}`,
    tags: task.isCritical ? 'crit, ' : '',
    start: task.start,
    end: task.end,
  };
}

/** One row for the tasks under each number such as `4.2`. */
function summarize(tasks: readonly PlanTask[]): Row[] {
  const headings = new Map<string, PlanTask[]>();
  for (const task of tasks) {
    const heading = task.wbs.split('.').slice(0, 2).join('.');
    headings.set(heading, [...(headings.get(heading) ?? []), task]);
  }
  return [...headings].map(([heading, own]) => ({
    name: `${heading} ${nameOf(own)}`,
    tags: own.some(({ isCritical }) => isCritical) ? 'crit, ' : '',
    start: own.map(({ start }) => start).toSorted()[0] ?? '',
    end:
      own
        .map(({ end }) => end)
        .toSorted()
        .at(-1) ?? '',
  }));
}

function nameOf(tasks: readonly PlanTask[]): string {
  const [first] = tasks;
  return tasks.length === 1 ? label(first?.name ?? '') : `${label(first?.group ?? '')} (${tasks.length} tasks)`;
}

/** One row a phase, for plans that are too long for one row a heading. */
function summarizePhase(phase: string, tasks: readonly PlanTask[]): Row[] {
  const [row] = summarize(tasks.map((task) => ({ ...task, wbs: task.wbs.split('.')[0] ?? '' })));
  return row ? [{ ...row, name: `${label(phase)} (${tasks.length} tasks)` }] : [];
}

/** The plan as a Mermaid Gantt in a code block: a section a phase, critical tasks marked, milestones at their dates. */
export function renderGantt(plan: Plan): string {
  const sections = new Map<string, PlanTask[]>();
  for (const task of plan.tasks) {
    const list = sections.get(task.phase);
    if (list) list.push(task);
    else sections.set(task.phase, [task]);
  }
  const headings = new Set(plan.tasks.map(({ wbs }) => wbs.split('.').slice(0, 2).join('.'))).size;
  const rowsOf = (phase: string, tasks: readonly PlanTask[]) => {
    if (plan.tasks.length <= mostRows) return tasks.map(toRow);
    return headings <= mostRows ? summarize(tasks) : summarizePhase(phase, tasks);
  };
  const lines = [...sections].flatMap(([phase, tasks]) => [
    `  section ${label(phase)}`,
    ...rowsOf(phase, tasks).map(({ name, tags, start, end }) => `  ${name} :${tags}${start}, ${end}`),
  ]);
  const milestones = plan.milestones.map(({ name, date }) => `  ${label(name)} :milestone, ${date}, ${date}`);
  return [
    '```mermaid',
    'gantt',
    `  title ${label(plan.project.name)}`,
    '  dateFormat YYYY-MM-DD',
    '  inclusiveEndDates',
    '  excludes weekends',
    ...lines,
    '  section Milestones',
    ...milestones,
    '```',
  ].join('\n');
}
