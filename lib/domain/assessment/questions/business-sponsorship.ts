import { all, any, below, has, lacks, names, not, of, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const businessSponsorshipQuestions: readonly Question[] = [
  {
    id: 'business.sponsorship.sponsor',
    topic: 'business.sponsorship',
    title: 'Sponsor',
    text: 'Who sponsors this, and in which role?',
    why: 'Projects that cross departments need somebody above them.',
    weight: 3,
    wants: [
      { kind: 'practice', ids: ['executive-sponsor', 'management-sponsor', 'sponsor-sought'] },
      { kind: 'polarity' },
      { kind: 'item' },
    ],
    control: 'choice',
    options: [
      'the CEO is the sponsor',
      'another executive, such as the CFO, is the sponsor',
      'a head of department is the sponsor',
      'no sponsor yet',
    ],
    cues: ['sponsor', 'champion'],
    rubric: [
      {
        level: 2,
        when: any(has('sponsor-sought'), polarity('planned', 'unsure')),
        says: 'A sponsor is still being looked for',
      },
      {
        level: 1,
        when: all(polarity('no'), not(has('executive-sponsor', 'management-sponsor'))),
        says: 'There is no sponsor',
      },
      { level: 5, when: has('executive-sponsor'), says: 'An executive sponsors the work' },
      {
        level: 3,
        when: any(has('management-sponsor'), names('item'), polarity('yes', 'partly')),
        says: 'The sponsor stands below the executive board',
      },
      { level: 1, when: lacks('executive-sponsor', 'management-sponsor'), says: 'There is no sponsor' },
    ],
    remedy: {
      gap: 'There is no sponsor with power over departments',
      action: 'Win an executive sponsor before the first budget is spent',
      owner: 'Project manager',
    },
  },
  {
    id: 'business.sponsorship.cadence',
    topic: 'business.sponsorship',
    title: 'Involvement of the sponsor',
    text: 'How often does the sponsor look at progress and decide?',
    why: 'A sponsor who decides monthly halves the waiting.',
    weight: 1,
    wants: [{ kind: 'duration', bare: 'weeks' }, { kind: 'polarity' }],
    control: 'choice',
    options: ['weekly', 'every two weeks', 'monthly', 'quarterly', 'never'],
    cues: ['steering', 'progress meeting', 'sponsor meets', 'status meeting', 'decide'],
    askedWhen: of(
      'business.sponsorship.sponsor',
      all(any(has('executive-sponsor', 'management-sponsor'), polarity('yes'), names('item')), not(polarity('no'))),
    ),
    rubric: [
      { level: 5, when: below('duration', 15), says: 'The sponsor decides at least every two weeks' },
      { level: 4, when: below('duration', 32), says: 'The sponsor decides monthly' },
      {
        level: 3,
        when: any(below('duration', 100), polarity('yes', 'partly')),
        says: 'The sponsor decides quarterly or now and then',
      },
      { level: 2, when: any(names('duration'), polarity('no', 'planned')), says: 'The sponsor is hardly involved' },
    ],
    remedy: {
      gap: 'The sponsor is hardly involved',
      action: 'Agree on a monthly decision meeting of thirty minutes',
      owner: 'Executive sponsor',
    },
  },
];
