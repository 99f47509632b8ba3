import type { ReportFacts } from './report-facts.ts';
import type { Plan, PlanTask } from './schema.ts';

type Risk = Plan['risks'][number];

const mostTasks = 8;
const deadlineRisk = 'R-deadline';

/** Tasks that a risk's answers touch: those that answer it, else those it makes longer, the least certain ones first. */
function tasksOf(sources: readonly string[], mitigations: readonly string[], tasks: readonly PlanTask[]): string[] {
  const touches = (references: readonly string[]) => references.some((reference) => sources.includes(reference));
  const own = tasks.filter(({ id, kind, sources: of }) => mitigations.includes(id) || (kind === 'wait' && touches(of)));
  const found = own.length > 0 ? own : tasks.filter((task) => touches(task.sources));
  return found
    .toSorted((left, right) => right.estimate.standardDeviation - left.estimate.standardDeviation)
    .slice(0, mostTasks)
    .map(({ id }) => id);
}

function riskOfDeadline(
  deadline: NonNullable<Plan['deadline']>,
  report: ReportFacts,
  criticalPath: readonly string[],
  tasks: readonly PlanTask[],
): Risk | undefined {
  if (deadline.p90Date <= deadline.date) return undefined;
  const late = Math.round((1 - deadline.probability) * 100);
  const likely = late >= 99 ? 'more than 98 %' : `${late} %`;
  const onPath = new Set(criticalPath);
  const longest = tasks
    .filter(({ id }) => onPath.has(id))
    .toSorted((left, right) => (right.durationDays ?? 0) - (left.durationDays ?? 0))
    .slice(0, 3);
  const names = longest.map(({ name, durationDays }) => `${name} (${durationDays ?? 0} days)`).join('; ');
  const levers = (deadline.levers ?? []).map(({ name, expectedDate }) => `${name}: live on ${expectedDate}`);
  const helps = levers.length > 0 ? `. What would help: ${levers.join('; ')}` : '';
  const isFixed = report.practices('commercial.timeline.target').includes('deadline');
  return {
    id: deadlineRisk,
    title: `The target date ${deadline.date} is missed: ${likely} likely, expected ${deadline.expectedDate}, with 90 % by ${deadline.p90Date}`,
    likelihood: late >= 50 ? 3 : late >= 20 ? 2 : 1,
    impact: isFixed ? 3 : 2,
    mitigation: `Move the date to ${deadline.p90Date}, cut the scope, or shorten what takes longest on the critical path: ${names}${helps}`,
    owner: 'Project manager',
    tasks: longest.map(({ id }) => id),
    sources: deadline.sources,
  };
}

/** Risks of the assessment with the tasks they touch; that of the target date with the plan's own numbers. */
export function carryRisks(request: {
  report: ReportFacts;
  tasks: readonly PlanTask[];
  mitigations: ReadonlyMap<string, readonly string[]>;
  deadline: Plan['deadline'];
  criticalPath: readonly string[];
}): Risk[] {
  const { report, tasks, mitigations, deadline, criticalPath } = request;
  const carried = report.report.risks
    .filter(({ id }) => id !== deadlineRisk || deadline === undefined)
    .map(
      ({ id, title, likelihood, impact, mitigation, owner, statement }): Risk => ({
        id,
        title,
        likelihood,
        impact,
        mitigation,
        owner,
        tasks: tasksOf(statement.sources, mitigations.get(id) ?? [], tasks),
        sources: [...statement.sources],
      }),
    );
  const ofDeadline = deadline && riskOfDeadline(deadline, report, criticalPath, tasks);
  const all = ofDeadline ? [...carried, ofDeadline] : carried;
  return all.toSorted((left, right) => right.likelihood * right.impact - left.likelihood * left.impact);
}
