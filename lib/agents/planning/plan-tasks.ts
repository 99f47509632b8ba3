import { addWorkingDays } from '#lib/domain/planning/working-days';
import type { ScheduledPlan } from './schedule-tasks.ts';
import type { PlanTask } from './schema.ts';
import type { DraftTask } from './work/draft-task.ts';
import { phases } from './work/phases.ts';

/** Tasks in the order of their phases and headings, each with its number, such as `4.2.1`. */
function numberTasks<Task extends Pick<DraftTask, 'key' | 'phase' | 'group'>>(
  tasks: readonly Task[],
): { task: Task; wbs: string }[] {
  return phases.flatMap(({ id }, phaseIndex) => {
    const headings = new Map<string, Task[]>();
    for (const task of tasks.filter(({ phase }) => phase === id)) {
      const heading = task.group === undefined ? `task ${task.key}` : `group ${task.group}`;
      const list = headings.get(heading);
      if (list) list.push(task);
      else headings.set(heading, [task]);
    }
    return [...headings.values()].flatMap((own, headingIndex) =>
      own.map((task, index) => ({
        task,
        wbs: [phaseIndex + 1, headingIndex + 1, ...(task.group === undefined ? [] : [index + 1])].join('.'),
      })),
    );
  });
}

const natural = new Intl.Collator('en', { numeric: true });
const inOrder = (references: readonly string[]) => [...new Set(references)].toSorted(natural.compare);

/** The scheduled tasks with numbers, dates and the reasons of their estimates. */
export function toPlanTasks(plan: ScheduledPlan): PlanTask[] {
  const known = new Set(plan.tasks.map(({ key }) => key));
  const phaseNames = new Map<string, string>(phases.map(({ id, name }) => [id, name]));
  return numberTasks(plan.tasks).map(({ task, wbs }) => {
    const at = plan.schedule.activities.get(task.key) ?? { start: 0, finish: 1, slack: 0, isCritical: false };
    const before = plan.waitsFor.get(task.key);
    return {
      id: task.key,
      wbs,
      name: task.name,
      phase: phaseNames.get(task.phase) ?? task.phase,
      role: task.role,
      components: [...task.components],
      dependsOn: [...new Set(task.after)].filter((key) => known.has(key)),
      estimate: task.estimate,
      start: addWorkingDays(plan.start, at.start),
      end: addWorkingDays(plan.start, at.finish - 1),
      slackDays: at.slack,
      isCritical: at.isCritical,
      sources: inOrder([...task.sources, ...task.factors.flatMap(({ sources }) => sources)]),
      kind: task.kind,
      durationDays: task.days,
      ...(before === undefined ? {} : { waitsFor: before }),
      ...(task.group === undefined ? {} : { group: task.group }),
      factors: task.factors.map((factor) => ({ ...factor, sources: [...factor.sources] })),
    };
  });
}
