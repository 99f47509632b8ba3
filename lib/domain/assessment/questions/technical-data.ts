import { all, any, atLeast, below, has, intends, lacks, not, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const technicalDataQuestions: readonly Question[] = [
  {
    id: 'technical.data.platform',
    topic: 'technical.data',
    title: 'Data platform',
    text: 'Where does the data live that your work depends on: warehouse, lake, databases, applications, spreadsheets, paper?',
    why: 'Agents are only as good as the data they can reach; scattered data is the most common reason for failed pilots.',
    weight: 3,
    wants: [
      {
        kind: 'product',
        categories: ['warehouse', 'lake', 'database', 'storage', 'analytics'],
        whenAsked: ['business', 'legacy', 'collaboration'],
      },
      {
        kind: 'practice',
        ids: ['data-lake', 'data-warehouse', 'spreadsheets', 'shared-drives', 'paper-records', 'data-silos'],
      },
    ],
    control: 'multi-choice',
    options: [
      'data warehouse',
      'data lake',
      'PostgreSQL',
      'SQL Server',
      'Oracle Database',
      'SharePoint',
      'spreadsheets',
      'paper records',
    ],
    cues: ['data live', 'data is in', 'data sits', 'stored in', 'store data', 'keep our data'],
    rubric: [
      {
        level: 5,
        when: all(
          any(has('data-lake', 'data-warehouse'), uses('warehouse', 'lake')),
          not(has('spreadsheets', 'paper-records', 'data-silos', 'shared-drives')),
          any(uses('warehouse', 'lake'), has('data-lake')),
        ),
        says: 'Data is brought together on an analytical platform',
      },
      {
        level: 4,
        when: all(
          any(has('data-warehouse', 'data-lake'), uses('warehouse', 'lake')),
          not(has('paper-records', 'data-silos')),
        ),
        says: 'There is an analytical platform, with data beside it',
      },
      {
        level: 2,
        when: any(
          has('paper-records', 'data-silos'),
          all(has('spreadsheets', 'shared-drives'), not(uses('database', 'warehouse', 'business'))),
        ),
        says: 'Data is scattered or outside of systems an agent can reach',
      },
      {
        level: 3,
        when: any(
          uses('database', 'storage', 'business', 'analytics', 'warehouse', 'lake'),
          has('data-warehouse', 'data-lake'),
        ),
        says: 'Data is held in databases and applications',
      },
      {
        level: 2,
        when: any(has('spreadsheets', 'shared-drives'), lacks('data-lake', 'data-warehouse'), uses('legacy')),
        says: 'There is no platform that brings data together',
      },
    ],
    remedy: {
      gap: 'No platform brings the data together that agents need',
      action: 'Bring the data of the first use case into one governed store',
      owner: 'Data lead',
    },
  },
  {
    id: 'technical.data.quality',
    topic: 'technical.data',
    title: 'Data quality',
    text: 'How complete and correct is that data? A percentage of good records, known defects or regular checks all help.',
    why: 'Wrong records become wrong decisions, only faster.',
    weight: 3,
    wants: [{ kind: 'percentage' }, { kind: 'practice', ids: ['data-checks', 'data-defects', 'data-good'] }],
    control: 'number',
    unit: '% good records',
    cues: ['quality', 'complete', 'correct', 'clean', 'accurate', 'valid', 'completeness', 'good record', 'usable'],
    rubric: [
      {
        level: 5,
        when: all(atLeast('percentage', 95), has('data-checks')),
        says: 'Nearly all records are good, and checks keep it so',
      },
      {
        level: 4,
        when: any(atLeast('percentage', 90), has('data-checks')),
        says: 'Data quality is high or checked regularly',
      },
      {
        level: 3,
        when: any(atLeast('percentage', 75), all(has('data-good'), not(has('data-defects'))), intends('data-checks')),
        says: 'Data is mostly usable',
      },
      {
        level: 2,
        when: any(atLeast('percentage', 50), has('data-defects'), lacks('data-checks', 'data-good')),
        says: 'Data has known defects or goes unchecked',
      },
      { level: 1, when: below('percentage', 50), says: 'Less than half of the records are good' },
    ],
    remedy: {
      gap: 'Data quality is not good enough to act on',
      action: 'Measure the quality of the data behind the first use case and mend the worst fields',
      owner: 'Data lead',
    },
  },
  {
    id: 'technical.data.volume',
    topic: 'technical.data',
    title: 'Data volume',
    text: 'How much data is that, roughly, in GB or TB or in records?',
    why: 'Volume decides how data is indexed and what running it costs.',
    weight: 1,
    wants: [{ kind: 'count', units: ['bytes', 'records'], bare: 'records' }],
    control: 'text',
    cues: ['volume', 'amount of data', 'data volume', 'in total', 'stored'],
    rubric: [],
  },
  {
    id: 'technical.data.access',
    topic: 'technical.data',
    title: 'Access to data',
    text: 'When a project needs a new data set, how long until it has access, and is there a catalogue to find it in?',
    why: 'Waiting for data is where the calendar of AI projects goes.',
    weight: 2,
    wants: [
      { kind: 'duration', bare: 'days' },
      { kind: 'practice', ids: ['data-catalog', 'self-service-data', 'ticketed-access'] },
    ],
    control: 'text',
    cues: [
      'access to data',
      'data access',
      'get access',
      'gets access',
      'have access',
      'access within',
      'get data',
      'new data',
      'data set',
      'dataset',
      'data request',
      'wait',
    ],
    rubric: [
      {
        level: 5,
        when: all(any(has('data-catalog', 'self-service-data')), any(below('duration', 3), has('self-service-data'))),
        says: 'Data is found in a catalogue or by self-service and reached within days',
      },
      { level: 4, when: any(below('duration', 8), has('self-service-data')), says: 'Data is reached within a week' },
      {
        level: 3,
        when: any(below('duration', 31), has('data-catalog')),
        says: 'Access to data takes up to a month, or there is at least a catalogue',
      },
      {
        level: 2,
        when: any(
          below('duration', 91),
          lacks('data-catalog', 'self-service-data'),
          has('ticketed-access'),
          intends('data-catalog'),
        ),
        says: 'Access to data is slow or nobody can see what exists',
      },
      { level: 1, when: atLeast('duration', 91), says: 'Access to data takes a quarter or longer' },
    ],
    remedy: {
      gap: 'Projects wait long for data or cannot find it',
      action: 'Set up a data catalogue and a fast way to grant access for the first use case',
      owner: 'Data lead',
    },
  },
];
