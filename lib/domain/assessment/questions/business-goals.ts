import { all, any, has, hasSome, intends, lacks, names, not, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const businessGoalsQuestions: readonly Question[] = [
  {
    id: 'business.goals.objectives',
    topic: 'business.goals',
    title: 'Goals',
    text: 'What should be better in a year from now, and by how much?',
    why: 'A goal with a number decides arguments later.',
    weight: 3,
    wants: [
      {
        kind: 'practice',
        ids: [
          'goal-cost',
          'goal-speed',
          'goal-quality',
          'goal-revenue',
          'goal-experience',
          'goal-capacity',
          'goal-compliance',
        ],
      },
      { kind: 'percentage' },
      { kind: 'duration' },
      { kind: 'money' },
      { kind: 'polarity' },
      { kind: 'item' },
    ],
    control: 'text',
    cues: ['goal', 'objective', 'want to', 'aim', 'target', 'reduce', 'cut', 'increase', 'improve', 'halve'],
    rubric: [
      { level: 1, when: all(polarity('no'), not(names('practice')), not(names('item'))), says: 'No goals are set' },
      {
        level: 5,
        when: all(any(names('percentage'), names('duration'), names('money')), any(names('practice'), names('item'))),
        says: 'Goals are set and have numbers',
      },
      {
        level: 4,
        when: any(
          names('percentage'),
          hasSome(
            2,
            'goal-cost',
            'goal-speed',
            'goal-quality',
            'goal-revenue',
            'goal-experience',
            'goal-capacity',
            'goal-compliance',
          ),
        ),
        says: 'Several goals are set, without a number for each',
      },
      { level: 3, when: any(names('practice'), names('item', 2)), says: 'A direction is set, without a number' },
      { level: 2, when: any(names('item'), polarity('planned', 'partly')), says: 'Goals are vague' },
    ],
    remedy: {
      gap: 'Goals are missing or vague',
      action: 'Agree on one number that the first use case has to move, and on its date',
      owner: 'Executive sponsor',
    },
  },
  {
    id: 'business.goals.measure',
    topic: 'business.goals',
    title: 'Measured today',
    text: 'Do you measure that today, so that there is a baseline to compare with?',
    why: 'Without a baseline nobody can tell success from luck.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['quality-metrics'] },
      { kind: 'duration' },
      { kind: 'percentage' },
    ],
    control: 'yes-no',
    needsCue: true,
    cues: ['baseline', 'measure it', 'measure that', 'measure this', 'measured today', 'benchmark'],
    rubric: [
      { level: 3, when: polarity('partly'), says: 'Some of it is measured' },
      {
        level: 5,
        when: all(
          any(polarity('yes'), has('quality-metrics')),
          any(names('percentage'), names('count'), names('duration')),
        ),
        says: 'A baseline is measured, with figures',
      },
      { level: 4, when: any(polarity('yes'), has('quality-metrics')), says: 'A baseline is measured' },
      { level: 2, when: any(polarity('planned'), intends('quality-metrics')), says: 'Measuring is planned' },
      { level: 1, when: any(polarity('no'), lacks('quality-metrics')), says: 'There is no baseline' },
    ],
    remedy: {
      gap: 'There is no baseline to measure success against',
      action: 'Measure the present process for four weeks before changing it',
      owner: 'Process owner',
    },
  },
];
