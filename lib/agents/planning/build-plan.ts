import { decileRange, probabilityBelow } from '#lib/domain/planning/pert';
import { addWorkingDays, countWorkingDays, dayAfter } from '#lib/domain/planning/working-days';
import type { AssessmentReport } from '../assessment/report/report-model.ts';
import type { Design } from '../design/schema.ts';
import { compareBudget } from './compare-budget.ts';
import type { PlanChanges } from './feedback.ts';
import { findLevers } from './levers.ts';
import { carryRisks } from './plan-risks.ts';
import { toPlanTasks } from './plan-tasks.ts';
import { ReportFacts } from './report-facts.ts';
import { estimateTask, reachedBy, scheduleTasks } from './schedule-tasks.ts';
import type { Plan, PlanTask } from './schema.ts';
import { readTarget } from './target-date.ts';
import { readTeam } from './team.ts';
import { breakDownDesign } from './work/break-down-design.ts';
import { layFoundations, prepareBuild, verifyAndRelease } from './work/break-down-project.ts';
import { readConstraints } from './work/constraints.ts';
import { type DraftTask, taskKey, toPoints } from './work/draft-task.ts';
import { readFactors } from './work/factors.ts';
import { readFreezes } from './work/freezes.ts';
import { phases } from './work/phases.ts';

/** Keys of the tasks that no other one of the list depends on. */
function lastOf(tasks: readonly DraftTask[]): string[] {
  const needed = new Set(tasks.flatMap(({ after }) => after));
  return tasks.filter(({ key }) => !needed.has(key)).map(({ key }) => key);
}

/** All tasks before they have estimates and dates, every one with the reason it is there. */
function draftTasks(report: ReportFacts, design: Design, start: string) {
  const foundations = layFoundations(report);
  const constraints = readConstraints(report, design, start);
  const isThere = new Set(constraints.tasks.map(({ key }) => key));
  const broken = breakDownDesign(design, {
    ready: ['environment', 'review'],
    readyEarly: ['detail'],
    integrationReady: (id) => [
      taskKey('access', id),
      ...(foundations.byStage.get('integrate') ?? []),
      ...(constraints.integrationsAfterProject.has(id) ? ['other-project'] : []),
    ],
  });
  const informed = foundations.closing.get('business.change.representation');
  const waits = constraints.tasks.map((task) =>
    task.key === 'representation' ? { ...task, after: ['detail', ...(informed ? [informed] : [])] } : task,
  );
  const last = lastOf(broken.tasks);
  const closing = verifyAndRelease(design, foundations, last).map((task) =>
    task.key === 'release' && isThere.has('representation')
      ? { ...task, after: [...task.after, 'representation'] }
      : task,
  );
  const opening = prepareBuild(design, foundations);
  return {
    foundations,
    assumptions: [
      ...constraints.assumptions,
      ...broken.leftOut.map(
        ({ from, to }) => `The design goes round in a circle: that ${from} depends on ${to} is left out of the plan.`,
      ),
    ],
    tasks: [...opening, ...waits, ...foundations.tasks, ...broken.tasks, ...closing],
  };
}

function withBuffer(tasks: readonly DraftTask[], days: number): DraftTask[] {
  const buffer: DraftTask = {
    key: 'buffer',
    name: 'Buffer for what goes wrong',
    phase: 'release',
    role: 'Project manager',
    kind: 'wait',
    points: toPoints([days, days, days]),
    topics: [],
    components: [],
    after: ['go-live'],
    sources: [],
  };
  return [
    ...tasks.map((task) => (task.key === 'release' ? { ...task, after: [...task.after, 'buffer'] } : task)),
    buffer,
  ];
}

function sumEffort(tasks: readonly PlanTask[]): Plan['effort'] {
  const days = new Map<string, number>();
  for (const { role, kind, estimate } of tasks)
    if (kind !== 'wait') days.set(role, (days.get(role) ?? 0) + estimate.expected);
  const round = (value: number) => Math.round(value * 10) / 10;
  const byRole = [...days].map(([role, sum]) => ({ role, days: round(sum) }));
  return {
    expectedDays: round(byRole.reduce((sum, one) => sum + one.days, 0)),
    byRole: byRole.toSorted((left, right) => right.days - left.days),
  };
}

/** A plan with dates that follows from a report, a design and what an approver asked for. */
export function buildPlan(request: {
  report: AssessmentReport;
  design: Design;
  project: { id: string; name: string };
  start: { date: string; assumption: string };
  changes: PlanChanges;
}): Plan {
  const { design, project, changes } = request;
  const start = request.start.date;
  const report = new ReportFacts(request.report);
  const team = readTeam(report, changes.engineers);
  const factors = readFactors(report);
  const drafted = draftTasks(report, design, start);
  const { freezes, assumptions: ofFreezes } = readFreezes(report, start);
  const { engineers } = team;
  const schedule = (tasks: readonly DraftTask[]) =>
    scheduleTasks({ start, tasks: tasks.map((task) => estimateTask(task, factors)), engineers, freezes });
  const plain = schedule(drafted.tasks);
  const bufferDays = Math.round(changes.bufferDays ?? (plain.schedule.days * (changes.bufferPercent ?? 0)) / 100);
  const plan = bufferDays > 0 ? schedule(withBuffer(drafted.tasks, bufferDays)) : plain;

  const tasks = toPlanTasks(plan);
  const whole = reachedBy(
    plan,
    plan.tasks.map(({ key }) => key),
  );
  const dateOf = (day: number) => addWorkingDays(start, Math.max(1, day) - 1);
  const target = readTarget(report, changes.target);
  const live = reachedBy(plan, ['release']);
  const deadline = target && {
    date: target.date,
    expectedDate: dateOf(live.day),
    p90Date: dateOf(live.p90),
    // The target day itself may still be used.
    probability:
      Math.round(probabilityBelow(countWorkingDays(start, dayAfter(target.date)), live.day, live.deviation) * 100) /
      100,
    sources: target.sources,
    ...(dateOf(live.p90) > target.date
      ? { levers: findLevers(plan, engineers, (variant) => scheduleTasks({ start, freezes, ...variant })) }
      : {}),
  };
  const { p10, p90 } = decileRange(whole.day, whole.deviation);
  return {
    schemaVersion: 1,
    project: { id: project.id, name: project.name },
    startDate: start,
    endDate: dateOf(whole.day),
    tasks,
    criticalPath: [...whole.path],
    duration: { expectedDays: whole.day, p10Days: p10, p90Days: p90 },
    effort: sumEffort(tasks),
    milestones: phases.flatMap(({ id, milestone }) => {
      const own = plan.tasks.filter(({ phase }) => phase === id);
      if (own.length === 0) return [];
      const after = lastOf(own);
      const reached = reachedBy(plan, after);
      return [
        {
          id: `M-${id}`,
          name: milestone,
          date: dateOf(reached.day),
          after,
          p10Date: dateOf(reached.p10),
          p90Date: dateOf(reached.p90),
        },
      ];
    }),
    ...(deadline ? { deadline } : {}),
    risks: carryRisks({
      report,
      tasks,
      mitigations: drafted.foundations.mitigations,
      deadline,
      criticalPath: whole.path,
    }),
    assumptions: [
      request.start.assumption,
      team.assumption,
      ...drafted.assumptions,
      ...ofFreezes,
      ...compareBudget(report, tasks),
      `Leading the project day by day is no task of the plan: with a day a week it is another ${Math.round(whole.day / 5)} days.`,
      ...generalAssumptions,
      ...changes.notes,
    ],
  };
}

const generalAssumptions = [
  'Working days are Monday to Friday; public holidays and absences are not known and not taken off.',
  'Engineers, the project manager and the solution architect work full time on the project; every other role is one person with half of the week for it, the executive sponsor with a quarter.',
  'Estimates are of PERT: (o + 4m + p) / 6 days expected, (p - o) / 6 standard deviation, tasks independent of each other.',
  'Ranges hold with 80 %: normal approximation from the variance along the longest path. Near-critical paths beside it make late ends somewhat likelier than that.',
];
