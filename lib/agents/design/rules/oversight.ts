import { all, any, has, not, of, polarity } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'security';

export const oversightRules: readonly DesignRule[] = [
  {
    id: 'security.approval',
    section,
    when: every(
      forUseCase(),
      either(of(ask.oversight, all(has('human-approval'), not(has('sampling-review')))), known('approveAll')),
    ),
    says: 'Each of the {cases} waits for a person: nothing takes effect before the {role} has approved it.',
    components: [
      {
        id: 'review',
        name: '{Case} approval',
        kind: 'approval',
        purpose: 'Shows draft, sources and changes to the {role}, takes the decision',
        technology: 'AWS Step Functions with a task token',
        dependsOn: ['decision-log'],
        usedBy: ['{agent}'],
      },
    ],
    businessRules: [
      {
        id: 'approved-by-person',
        title: 'Every {case} is approved by a person',
        entity: '{entity}',
        kind: 'approval-required',
        parameters: { role: { word: 'role' }, approvals: { word: 'approvals' } },
      },
    ],
  },
  {
    id: 'security.sampling',
    section,
    when: every(forUseCase(), known('samplePercent')),
    says: 'Of the {cases}, {samplePercent} % are drawn at random for a check ({governance.oversight.human}); these wait for the {role}.',
    components: [
      {
        id: 'sample-review',
        name: 'Sample review',
        kind: 'approval',
        purpose: 'Draws {samplePercent} % of results and puts them before the {role}',
        technology: 'AWS Step Functions with a task token',
        dependsOn: ['decision-log'],
        usedBy: ['{agent}'],
      },
    ],
    fields: [field('Draw', 'number', 'required')],
    entities: [
      {
        id: 'quality-check',
        name: 'Quality check',
        component: 'sample-review',
        fields: [
          field('Result checked', 'string', 'required'),
          field('Checked by', 'string', 'required personal'),
          field('Is right', 'boolean', 'required'),
          field('Kind of error', 'string'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'sample-checked',
        title: '{samplePercent} % of {cases} are checked',
        entity: '{entity}',
        kind: 'threshold',
        parameters: {
          field: 'Draw',
          operator: '>',
          value: { word: 'samplePercent' },
          effect: 'approval',
          role: { word: 'role' },
          unit: 'of 100',
        },
      },
    ],
  },
  {
    id: 'security.sample-size',
    section,
    when: every(of(ask.oversight, has('sampling-review')), unless(known('samplePercent'))),
    asks: 'What share of results is checked by a person?',
  },
  {
    id: 'security.confidence',
    section,
    when: every(
      forUseCase(),
      known('confidence'),
      of(ask.oversight, any(has('sampling-review', 'no-review'), polarity('no', 'partly'))),
    ),
    says: 'As not every result is seen by a person ({governance.oversight.human}), one with a confidence below {confidence} is; the bound follows from {governance.risk.tolerance}.',
    fields: [field('Confidence', 'number', 'required')],
    businessRules: [
      {
        id: 'unsure-reviewed',
        title: 'Unsure {cases} go to a person',
        entity: '{entity}',
        kind: 'threshold',
        parameters: {
          field: 'Confidence',
          operator: '>=',
          value: { word: 'confidence' },
          effect: 'approval',
          role: { word: 'role' },
        },
      },
    ],
  },
  {
    id: 'security.oversight-unknown',
    section,
    when: unanswered(ask.oversight),
    asks: 'Who checks what the agent proposes: a person each time, samples, or nobody?',
  },
  {
    id: 'security.approver-unknown',
    section,
    when: every(of(ask.oversight, has('human-approval', 'sampling-review')), unless(known('approver'))),
    asks: 'Which role approves results? No role was named.',
  },
];
