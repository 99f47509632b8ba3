import { all, any, atLeast, has, hasSome, intends, isPlanned, lacks, not, polarity, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const governanceOversightQuestions: readonly Question[] = [
  {
    id: 'governance.oversight.human',
    topic: 'governance.oversight',
    title: 'Check by people',
    text: 'Who would check what an agent proposes: a person every time, samples, or nobody?',
    why: 'The right amount of checking is the difference between control and theatre.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['human-approval', 'sampling-review', 'no-review'] },
      { kind: 'percentage' },
    ],
    control: 'choice',
    options: ['a person approves every case', 'spot checks of samples', 'nobody checks'],
    cues: ['check', 'review', 'approve', 'human'],
    rubric: [
      {
        level: 5,
        when: all(has('human-approval'), has('sampling-review')),
        says: 'People approve what matters and sample the rest',
      },
      {
        level: 4,
        when: all(any(has('human-approval'), atLeast('percentage', 50), polarity('yes')), not(has('no-review'))),
        says: 'A person approves each case',
      },
      {
        level: 3,
        when: any(has('sampling-review'), atLeast('percentage', 1), polarity('partly'), intends('human-approval')),
        says: 'Samples are checked',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('sampling-review')),
        says: 'Checks are still to be designed',
      },
      {
        level: 1,
        when: any(polarity('no'), has('no-review'), lacks('human-approval', 'sampling-review')),
        says: 'Nobody would check the results',
      },
    ],
    remedy: {
      gap: 'Nobody is to check what an agent does',
      action: 'Define which results a person approves and which are sampled',
      owner: 'Process owner',
    },
  },
  {
    id: 'governance.oversight.monitoring',
    topic: 'governance.oversight',
    title: 'Noticing what goes wrong',
    text: 'How would you notice that a system goes wrong: audit logs, monitoring, measured error rates, an incident process?',
    why: 'Agents fail quietly; only measurement makes it loud.',
    weight: 2,
    wants: [
      { kind: 'product', categories: ['observability'] },
      {
        kind: 'practice',
        ids: ['audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics', 'user-reports'],
      },
      { kind: 'polarity' },
    ],
    control: 'multi-choice',
    options: ['audit logs', 'monitoring and alerts', 'measured error rates', 'incident process', 'users tell us'],
    cues: ['notice', 'monitor', 'log'],
    rubric: [
      {
        level: 5,
        when: all(
          has('quality-metrics'),
          any(has('audit-log', 'operations-monitoring'), uses('observability')),
          has('incident-process'),
        ),
        says: 'Quality is measured, logged and acted on',
      },
      {
        level: 4,
        when: any(
          hasSome(2, 'audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics'),
          all(uses('observability'), has('audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics')),
        ),
        says: 'Systems are monitored and logged',
      },
      {
        level: 3,
        when: any(
          has('audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics'),
          uses('observability'),
          polarity('yes', 'partly'),
        ),
        says: 'Some monitoring is in place',
      },
      {
        level: 2,
        when: any(
          has('user-reports'),
          polarity('planned'),

          intends('audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics'),
        ),
        says: 'Monitoring is planned',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('audit-log', 'operations-monitoring', 'incident-process', 'quality-metrics')),
        says: 'Failures would go unnoticed',
      },
    ],
    remedy: {
      gap: 'Failures of an agent would go unnoticed',
      action: 'Log every decision of the agent and measure its error rate from the first day',
      owner: 'Process owner',
    },
  },
  {
    id: 'governance.oversight.accountability',
    topic: 'governance.oversight',
    title: 'Accountability for AI',
    text: 'Is there a committee or a named person accountable for AI?',
    why: 'What nobody answers for, nobody stops.',
    weight: 2,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['ai-committee', 'accountable-owner'] }],
    control: 'yes-no',
    cues: ['accountable', 'committee', 'responsible'],
    rubric: [
      {
        level: 5,
        when: all(has('ai-committee'), has('accountable-owner')),
        says: 'A committee and a named person answer for AI',
      },
      {
        level: 4,
        when: all(any(polarity('yes'), has('ai-committee', 'accountable-owner')), not(polarity('no'))),
        says: 'Somebody answers for AI',
      },
      {
        level: 3,
        when: any(polarity('partly'), { practice: ['ai-committee', 'accountable-owner'], is: ['partial'], atLeast: 1 }),
        says: 'Accountability for AI is forming',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('ai-committee', 'accountable-owner')),
        says: 'Accountability for AI is planned',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('ai-committee', 'accountable-owner')),
        says: 'Nobody answers for AI',
      },
    ],
    remedy: {
      gap: 'Nobody is accountable for AI',
      action: 'Name one accountable person for AI with the right to stop an agent',
      owner: 'Executive sponsor',
    },
  },
];
