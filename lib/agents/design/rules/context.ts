import { all, any, atLeast, below, has, names, not, of, polarity } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'context';

export const contextRules: readonly DesignRule[] = [
  {
    id: 'context.use-case',
    section,
    when: forUseCase(),
    says: 'What is designed is “{title}”, first in the ranking of the assessment with a priority of {priority} of 25.',
  },
  {
    id: 'context.no-use-case',
    section,
    when: unless(forUseCase()),
    about: [ask.candidates],
    asks: 'Which process or task is to be handed to an agent first? Without it there is nothing to design but its frame.',
  },
  {
    id: 'context.goal',
    section,
    when: of(ask.objectives, any(names('practice'), names('item'), names('percentage'))),
    says: 'It serves this goal: {business.goals.objectives}.',
  },
  {
    id: 'context.no-goal',
    section,
    when: unanswered(ask.objectives),
    asks: 'What should be better in a year, and by how much?',
  },
  {
    id: 'context.volume',
    section,
    when: every(forUseCase(), known('casesPerMonth')),
    says: 'It meets {casesPerMonth} {cases} a month, {perHour} in a mean working hour.',
  },
  {
    id: 'context.no-volume',
    section,
    when: every(forUseCase(), unless(known('casesPerMonth'))),
    about: [ask.volume],
    asks: 'How many {cases} are there a month? Load, limits and cost follow from it.',
  },
  {
    id: 'context.effort',
    section,
    when: of(ask.effort, any(names('duration'), names('money'), names('count'))),
    says: 'The work of today takes {business.value.effort}.',
  },
  {
    id: 'context.effort-goal',
    section,
    when: known('hoursToSave'),
    says: 'That adds up to {hoursPerMonth} hours a month; {business.goals.objectives#percentage} of them are {hoursToSave} hours.',
  },
  {
    id: 'context.sponsor',
    section,
    when: of(ask.sponsor, has('executive-sponsor', 'management-sponsor')),
    says: 'Decisions that no single department can take go to the sponsor ({business.sponsorship.sponsor}).',
  },
  {
    id: 'context.no-sponsor',
    section,
    when: of(ask.sponsor, any(has('sponsor-sought'), polarity('no', 'planned', 'unsure'))),
    asks: 'Who sponsors the solution and decides where departments disagree?',
  },
  {
    id: 'context.sponsor-slow',
    section,
    when: of(ask.cadence, atLeast('duration', 32)),
    says: 'The sponsor decides only {business.sponsorship.cadence}: the decisions of this design are put to one meeting together.',
  },
  {
    id: 'context.sponsor-fast',
    section,
    when: of(ask.cadence, below('duration', 32)),
    says: 'The sponsor decides {business.sponsorship.cadence}: decisions of this design can be taken one at a time.',
  },
  {
    id: 'context.target',
    section,
    when: of(ask.target, any(names('date'), names('duration'))),
    says: 'A first result is to be in use by {commercial.timeline.target}; the design covers what that result needs and no more.',
  },
  {
    id: 'context.freeze',
    section,
    when: of(ask.constraints, has('change-freeze')),
    says: 'Releases stop during the freeze that was named ({commercial.timeline.constraints}), so what the agent may do can be switched without a release.',
  },
  {
    id: 'context.competition',
    section,
    when: of(ask.constraints, has('competing-projects')),
    says: 'Another project needs the same people ({commercial.timeline.constraints}): the agent touches the systems of that project through one connector only.',
  },
  {
    id: 'context.staff-worried',
    section,
    when: of(ask.staff, any(has('staff-worried', 'staff-mixed'))),
    says: 'Not everybody is in favour ({business.change.readiness}): the agent proposes and shows why, and people keep the last word in the pilot.',
  },
  {
    id: 'context.staff-positive',
    section,
    when: of(ask.staff, all(has('staff-positive'), not(has('staff-worried', 'staff-mixed')))),
    says: 'The people affected want it ({business.change.readiness}), so the pilot can begin with a whole team.',
  },
  {
    id: 'context.representation',
    section,
    when: of(ask.representation, polarity('no', 'partly', 'planned')),
    says: 'The employee representation has not agreed yet ({business.change.representation}): nothing is measured per person.',
    about: [ask.staff],
    asks: 'What does the employee representation ask for before the pilot begins?',
  },
  {
    id: 'context.affected',
    section,
    when: of(ask.change, names('count')),
    says: 'Work changes for {business.change.plan#count}.',
  },
];
