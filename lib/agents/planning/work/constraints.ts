import { all, any, has, lacks, not, of, polarity } from '#lib/domain/assessment/fact-test';
import type { ThreePoint } from '#lib/domain/planning/pert';
import { countWorkingDays, dayAfter, toWorkingDays } from '#lib/domain/planning/working-days';
import type { Design } from '../../design/schema.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type DateFact, firstDayOf } from './date-fact.ts';
import { type DraftTask, taskKey, toPoints } from './draft-task.ts';
import type { Role } from './roles.ts';

const approval = 'commercial.budget.approval';
const amount = 'commercial.budget.amount';
const procurement = 'commercial.vendors.procurement';
const vendors = 'commercial.vendors.existing';
const constraints = 'commercial.timeline.constraints';
const access = 'technical.data.access';
const representation = 'business.change.representation';
const readiness = 'business.change.readiness';

/** A decision that is due by a date often comes a month late. */
const slip = 20;

/** Working days from the start to the end of a date, as a range; undefined where it has passed. */
function untilDate(start: string, fact: DateFact): ThreePoint | undefined {
  const until = (date: string) => countWorkingDays(start, dayAfter(date));
  const mostLikely = until(fact.date);
  if (mostLikely <= 0) return undefined;
  return {
    optimistic: Math.max(1, until(firstDayOf(fact))),
    mostLikely,
    pessimistic: mostLikely + slip,
  };
}

type WaitRequest = Pick<DraftTask, 'key' | 'name' | 'phase' | 'points' | 'after' | 'sources'> & {
  role: Role;
  group?: string;
  components?: readonly string[];
};
const wait = (request: WaitRequest): DraftTask => ({ kind: 'wait', topics: [], components: [], ...request });

export type Constraints = { tasks: DraftTask[]; assumptions: string[] };

function awaitBudget(report: ReportFacts, start: string): Constraints {
  const isOpen = report.holds(
    any(
      of(approval, any(has('budget-pending'), polarity('no', 'partly', 'planned'), lacks('budget-approved'))),
      of(amount, has('no-budget')),
    ),
  );
  const sources = report.references(approval, amount);
  if (!isOpen) {
    const unknown = report.answer(approval) === undefined;
    return { tasks: [], assumptions: unknown ? ['The budget is taken as approved: nothing is said about it.'] : [] };
  }
  const date = report.facts(approval, 'date')[0];
  const points = date ? untilDate(start, date) : toPoints([10, 20, 45]);
  const assumptions = date
    ? []
    : [`No date of the decision on the budget is known: 20 working days are assumed (${sources.join(', ')}).`];
  if (points === undefined)
    return { tasks: [], assumptions: [`The decision on the budget is taken as made by ${date?.date ?? start}.`] };
  const task = wait({
    key: 'budget',
    name: 'Decision on the budget',
    phase: 'mobilize',
    role: 'Executive sponsor',
    points,
    after: date ? [] : ['kickoff'],
    sources,
  });
  return { tasks: [task], assumptions };
}

/** Working days that buying takes, by the answer, its range and the contracts at hand. */
function procurementDays(report: ReportFacts): { points: ThreePoint; assumption?: string } {
  const said = report.facts(procurement, 'duration')[0];
  const isTender = report.holds(of(procurement, has('tender-required')));
  if (said === undefined && report.answer(procurement) === undefined)
    return {
      points: toPoints([10, 20, 45]),
      assumption: 'How long buying takes is not known: 20 working days are assumed.',
    };
  const value = said === undefined ? (isTender ? 180 : 45) : said.value;
  const points = {
    optimistic: toWorkingDays(said?.min ?? value * 0.75),
    mostLikely: toWorkingDays(value),
    pessimistic: toWorkingDays(said?.max ?? value * 1.5),
  };
  const hasContract = isTender && report.holds(of(vendors, has('framework-agreement')));
  if (hasContract) {
    const assumption = `A framework agreement is at hand, so at best buying takes half of the shortest tender (${report.references(vendors).join(', ')}).`;
    return { points: { ...points, optimistic: points.optimistic / 2 }, assumption };
  }
  if (said !== undefined) return { points };
  const assumption = `The length of buying is not said: ${value} days are assumed ${isTender ? 'for a tender' : ''}.`;
  return { points, assumption: assumption.replace(' .', '.') };
}

function awaitProcurement(report: ReportFacts, hasBudget: boolean): Constraints {
  const { points, assumption } = procurementDays(report);
  const task = wait({
    key: 'procurement',
    name: 'Buy services and help',
    phase: 'mobilize',
    role: 'Procurement',
    points,
    after: [...(hasBudget ? ['budget'] : []), 'specification'],
    sources: report.references(procurement, vendors),
  });
  return { tasks: [task], assumptions: assumption === undefined ? [] : [assumption] };
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** A system that another project works on is connected after that project only: before, it would be done twice. */
function awaitOtherProject(
  report: ReportFacts,
  design: Design,
  start: string,
): Constraints & { integrations: readonly string[] } {
  const none = { tasks: [], assumptions: [], integrations: [] };
  const date = report.facts(constraints, 'date').at(-1);
  if (!report.holds(of(constraints, has('competing-projects'))) || date === undefined) return none;
  const said = new Set(words(report.answer(constraints)?.quote ?? ''));
  const concerned = design.integrations.filter(({ system }) => words(system).some((word) => said.has(word)));
  const points = untilDate(start, date);
  if (points === undefined || concerned.length === 0) return none;
  const systems = [...new Set(concerned.map(({ system }) => system))].join(', ');
  const task = wait({
    key: 'other-project',
    name: `End of the other project on ${systems}`,
    phase: 'mobilize',
    role: 'Project manager',
    points,
    after: [],
    sources: report.references(constraints),
  });
  const assumption = `${systems} is connected after the other project on it has ended (${report.references(constraints).join(', ')}): ${date.date}.`;
  return { tasks: [task], assumptions: [assumption], integrations: concerned.map(({ id }) => id) };
}

function awaitAccess(report: ReportFacts, design: Design): Constraints {
  const said = report.facts(access, 'duration')[0];
  const days = said === undefined ? undefined : toWorkingDays(said.value);
  const points =
    days === undefined
      ? toPoints([5, 10, 20])
      : toPoints([Math.max(0.5, days * 0.7), Math.max(1, days), Math.max(2, days * 1.5)]);
  const tasks = design.integrations
    .filter(({ pattern }) => pattern !== 'manual')
    .map((integration) =>
      wait({
        key: taskKey('access', integration.id),
        name: `Access to ${integration.system}`,
        phase: 'integrate',
        group: integration.system,
        role: 'Data lead',
        points,
        after: ['kickoff'],
        sources: [...report.references(access), ...integration.sources],
      }),
    );
  const isAssumed = tasks.length > 0 && days === undefined;
  return {
    tasks,
    assumptions: isAssumed
      ? ['How long access to systems takes is not known: 10 working days are assumed for each.']
      : [],
  };
}

function awaitRepresentation(report: ReportFacts): Constraints {
  const isOpen = report.holds(
    any(
      of(representation, polarity('no', 'partly', 'planned')),
      all(of(readiness, has('works-council')), not(of(representation, polarity('yes')))),
    ),
  );
  if (!isOpen) return { tasks: [], assumptions: [] };
  const task = wait({
    key: 'representation',
    name: 'Agreement of the employee representation',
    phase: 'foundations',
    role: 'People lead',
    points: toPoints([10, 20, 60]),
    after: [],
    sources: report.references(readiness, representation),
  });
  return {
    tasks: [task],
    assumptions: ['How long the employee representation takes to agree is not known: 20 working days are assumed.'],
  };
}

/** Time that passes without work: decisions, purchases, access, other projects; with dates where the answers give them. */
export function readConstraints(
  report: ReportFacts,
  design: Design,
  start: string,
): Constraints & { integrationsAfterProject: ReadonlySet<string> } {
  const budget = awaitBudget(report, start);
  const project = awaitOtherProject(report, design, start);
  const parts = [
    budget,
    awaitProcurement(report, budget.tasks.length > 0),
    project,
    awaitAccess(report, design),
    awaitRepresentation(report),
  ];
  return {
    tasks: parts.flatMap(({ tasks }) => tasks),
    assumptions: parts.flatMap(({ assumptions }) => assumptions),
    integrationsAfterProject: new Set(project.integrations),
  };
}
