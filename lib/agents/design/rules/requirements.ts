import { all, any, below, has, names, not, of, polarity } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'requirements';
const goal = (id: string) => every(forUseCase(), of(ask.objectives, has(id)));

export const requirementRules: readonly DesignRule[] = [
  {
    id: 'requirements.speed',
    section,
    when: goal('goal-speed'),
    says: 'Handling one of the {cases} has to get faster ({business.goals.objectives}), so the time from arrival to result is recorded for each.',
    fields: [field('Seconds to result', 'number')],
  },
  {
    id: 'requirements.capacity',
    section,
    when: goal('goal-capacity'),
    says: 'People are to be relieved ({business.goals.objectives}), so the minutes a person still spends on one of the {cases} are recorded.',
    fields: [field('Minutes of a person', 'number')],
  },
  {
    id: 'requirements.quality',
    section,
    when: goal('goal-quality'),
    says: 'Errors are to become fewer ({business.goals.objectives}), so every correction of a result is kept with its reason.',
    fields: [field('Corrections', 'list')],
  },
  {
    id: 'requirements.cost',
    section,
    when: goal('goal-cost'),
    says: 'It has to become cheaper ({business.goals.objectives}), so what one of the {cases} cost is recorded with it.',
    fields: [field('Cost in USD', 'number')],
  },
  {
    id: 'requirements.experience',
    section,
    when: goal('goal-experience'),
    says: 'It has to feel better for those served ({business.goals.objectives}), so they are asked for a rating.',
    fields: [field('Satisfaction', 'number')],
  },
  {
    id: 'requirements.growth',
    section,
    when: goal('goal-revenue'),
    says: 'Volume is to grow ({business.goals.objectives}): every part scales with the number of {cases} and none is sized for today.',
  },
  {
    id: 'requirements.compliance',
    section,
    when: goal('goal-compliance'),
    says: 'Compliance is a goal in itself ({business.goals.objectives}): each result can be traced to the rule and the person behind it.',
    fields: [field('Rule applied', 'string')],
  },
  {
    id: 'requirements.baseline',
    section,
    when: of(ask.measure, any(polarity('yes'), names('duration'), has('quality-metrics'))),
    says: 'Success is measured against the baseline of today ({business.goals.measure}).',
  },
  {
    id: 'requirements.no-baseline',
    section,
    when: every(forUseCase(), of(ask.measure, polarity('no', 'partly', 'planned'))),
    about: [ask.effort],
    says: 'Nobody measures the work today ({business.goals.measure}): the first four weeks record it without the agent.',
    entities: [
      {
        id: 'baseline-measurement',
        name: 'Baseline measurement',
        component: '{store}',
        fields: [
          field('Week', 'date', 'required'),
          field('Team', 'string', 'required'),
          field('Number handled', 'number', 'required'),
          field('Minutes each', 'number', 'required'),
        ],
      },
    ],
  },
  {
    id: 'requirements.measure-unknown',
    section,
    when: unanswered(ask.measure),
    asks: 'Is the work measured today, so that there is something to compare with?',
  },
  {
    id: 'requirements.uniform',
    section,
    when: of(
      ask.documented,
      all(any(has('documented-process', 'standardized-process'), polarity('yes')), not(has('process-variants'))),
    ),
    says: 'The work is described ({business.process.documented}); these descriptions are what the agent follows and is tested on.',
  },
  {
    id: 'requirements.variants',
    section,
    when: of(ask.documented, any(has('process-variants'), polarity('no'))),
    says: 'There is no one way to do the work ({business.process.documented}): the first release follows the way of one team, written down before.',
    asks: 'Whose way of working does the first release follow?',
  },
  {
    id: 'requirements.harm',
    section,
    when: every(forUseCase(), of(ask.tolerance, has('impact-safety'))),
    says: 'The worst that was named is {governance.risk.tolerance}: a draft names the source passage of every statement, or the statement is left out.',
    fields: [field('Source passages', 'list')],
    businessRules: [
      {
        id: 'sources-named',
        title: '{Case} names its source passages',
        entity: '{entity}',
        kind: 'required-field',
        parameters: { field: 'Source passages' },
      },
    ],
  },
  {
    id: 'requirements.loss',
    section,
    when: every(forUseCase(), of(ask.tolerance, has('impact-financial')), unless(known('lossLimit'))),
    says: 'The damage to fear is {governance.risk.tolerance}: what moves money is decided by a person, whatever the sum.',
    fields: [field('Amount to pay out', 'number')],
    businessRules: [
      {
        id: 'money-approved',
        title: 'Money moves only with approval',
        entity: '{entity}',
        kind: 'approval-required',
        parameters: { field: 'Amount to pay out', above: 0, role: { word: 'role' }, approvals: { word: 'approvals' } },
      },
    ],
    asks: 'Up to which amount may a result take effect without a person? Until then the limit is zero.',
  },
  {
    id: 'requirements.loss-limit',
    section,
    when: every(forUseCase(), known('lossLimit')),
    says: 'The loss to fear was put at {governance.risk.tolerance#money}: above that amount a person approves.',
    fields: [field('Amount to pay out', 'number')],
    businessRules: [
      {
        id: 'money-approved',
        title: 'Large amounts move only with approval',
        entity: '{entity}',
        kind: 'approval-required',
        parameters: {
          field: 'Amount to pay out',
          above: { word: 'lossLimit' },
          role: { word: 'role' },
          approvals: { word: 'approvals' },
        },
      },
    ],
  },
  {
    id: 'requirements.legal',
    section,
    when: every(forUseCase(), of(ask.tolerance, has('impact-legal'))),
    says: 'As there can be {governance.risk.tolerance}, the reason for each result is stored in words that an auditor can read.',
    fields: [field('Reason', 'string')],
    businessRules: [
      {
        id: 'reason-given',
        title: '{Case} gives its reason',
        entity: '{entity}',
        kind: 'required-field',
        parameters: { field: 'Reason' },
      },
    ],
  },
  {
    id: 'requirements.harmless',
    section,
    when: of(
      ask.tolerance,
      all(has('impact-inconvenience'), not(has('impact-safety', 'impact-legal', 'impact-financial'))),
    ),
    says: 'The worst that was named is {governance.risk.tolerance}: a person can undo a result afterwards, so not each waits for one.',
  },
  {
    id: 'requirements.tolerance-unknown',
    section,
    when: unanswered(ask.tolerance),
    asks: 'What is the worst that a wrong answer of the agent could cause?',
  },
  {
    id: 'requirements.payback',
    section,
    when: of(ask.economics, any(has('business-case'), names('duration'), names('money'))),
    says: 'It is judged by its business case ({commercial.model.economics}).',
  },
  {
    id: 'requirements.small-scope',
    section,
    when: every(forUseCase(), of(ask.team, below('count', 4, 'people', 'specialists'))),
    says: 'With a team of {technical.skills.team#count}, only managed services are used and the first release does one thing: {title}.',
  },
];
