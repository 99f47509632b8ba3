import { any, has, lacks, names, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const commercialTimelineQuestions: readonly Question[] = [
  {
    id: 'commercial.timeline.target',
    topic: 'commercial.timeline',
    title: 'Target date',
    text: 'By when should a first result be in use?',
    why: 'The date decides the scope, not the other way round.',
    weight: 2,
    wants: [
      { kind: 'date', isAhead: true },
      { kind: 'duration', bare: 'months' },
      { kind: 'practice', ids: ['deadline'] },
      { kind: 'polarity' },
    ],
    control: 'date',
    cues: [
      'by when',
      'first result',
      'in use',
      'go live',
      'live by',
      'live',
      'ready by',
      'start by',
      'launch',
      'running by',
      'deadline',
      'in production by',
      'pilot by',
    ],
    rubric: [
      { level: 2, when: { monthsAhead: { below: 2 } }, says: 'The target date leaves little time' },
      {
        level: 5,
        when: { monthsAhead: { atLeast: 4, below: 13 } },
        says: 'The target date is near enough to focus and far enough to deliver',
      },
      { level: 4, when: { monthsAhead: { atLeast: 2, below: 19 } }, says: 'The target date is realistic' },
      {
        level: 3,
        when: any({ monthsAhead: { atLeast: 19 } }, has('deadline'), polarity('yes')),
        says: 'The target date is far away or not precise',
      },
      { level: 2, when: polarity('no', 'unsure', 'planned'), says: 'There is no target date' },
    ],
    remedy: {
      gap: 'The target date is missing or too near',
      action: 'Agree on a target date that leaves time for data access and a pilot',
      owner: 'Project manager',
    },
  },
  {
    id: 'commercial.timeline.constraints',
    topic: 'commercial.timeline',
    title: 'Constraints of the calendar',
    text: 'Are there freezes, deadlines or other projects that the calendar has to respect?',
    why: 'The calendar of others is the commonest cause of delay.',
    weight: 1,
    wants: [
      { kind: 'polarity' },
      { kind: 'date', isAhead: true },
      { kind: 'practice', ids: ['change-freeze', 'competing-projects', 'deadline'] },
    ],
    control: 'text',
    cues: ['freeze', 'migration', 'deadline', 'peak season'],
    rubric: [
      { level: 2, when: has('competing-projects'), says: 'Other projects compete for the same people' },
      {
        level: 3,
        when: any(has('change-freeze', 'deadline'), polarity('yes', 'partly'), names('date')),
        says: 'The calendar has known constraints',
      },
      {
        level: 4,
        when: any(polarity('no'), lacks('change-freeze', 'competing-projects', 'deadline')),
        says: 'The calendar is free',
      },
    ],
    remedy: {
      gap: 'Other projects compete for the same people',
      action: 'Reserve named people for the pilot in writing',
      owner: 'Executive sponsor',
    },
  },
];
