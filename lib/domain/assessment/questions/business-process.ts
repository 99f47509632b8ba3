import { all, any, atLeast, has, hasSome, isPlanned, lacks, names, not, polarity, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';
import { processIds } from './process-ids.ts';

export const businessProcessQuestions: readonly Question[] = [
  {
    id: 'business.process.candidates',
    topic: 'business.process',
    title: 'Candidate processes',
    text: 'Which processes or tasks would you hand to an agent first?',
    why: 'A narrow, frequent and tedious process is the best first one.',
    weight: 3,
    wants: [{ kind: 'practice', ids: [...processIds, 'no-candidate'] }, { kind: 'item' }, { kind: 'polarity' }],
    control: 'multi-choice',
    options: [
      'customer support',
      'invoice processing',
      'clinical documentation',
      'claims handling',
      'customer onboarding',
      'fraud detection',
      'internal knowledge search',
      'reporting',
      'scheduling',
      'software development',
    ],
    needsCue: true,
    cues: [
      'an agent',
      'automate',
      'automating',
      'hand to',
      'hand over',
      'use case',
      'start with',
      'candidate',
      'first process',
      'pilot for',
    ],
    rubric: [
      {
        level: 1,
        when: any(has('no-candidate'), all(polarity('no'), not(names('practice')), not(names('item')))),
        says: 'No process has been picked',
      },
      {
        level: 4,
        when: all(has(...processIds), not(hasSome(5, ...processIds))),
        says: 'Concrete processes have been picked',
      },
      { level: 3, when: any(has(...processIds), names('item')), says: 'Ideas exist, without a clear first process' },
      {
        level: 2,
        when: any(isPlanned(...processIds), polarity('partly', 'planned')),
        says: 'The first process is still being looked for',
      },
    ],
    remedy: {
      gap: 'No first process has been picked',
      action: 'Hold a half-day workshop that picks one process by volume, tedium and risk',
      owner: 'Process owner',
    },
  },
  {
    id: 'business.process.documented',
    topic: 'business.process',
    title: 'Description of processes',
    text: 'Are these processes written down and done the same way everywhere?',
    why: 'What lives in heads cannot be taught to an agent.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'percentage' },
      { kind: 'practice', ids: ['documented-process', 'standardized-process', 'process-variants', 'process-mining'] },
      { kind: 'product', categories: [], whenAsked: ['automation'] },
    ],
    control: 'choice',
    options: ['yes, documented and standardized', 'documented in part', "no, it is in people's heads"],
    cues: ['documented', 'written down', 'standard'],
    rubric: [
      {
        level: 2,
        when: all(has('process-variants'), not(atLeast('percentage', 50))),
        says: 'The process is done differently by different people',
      },
      {
        level: 5,
        when: any(
          all(has('documented-process'), has('standardized-process')),
          has('process-mining'),
          atLeast('percentage', 80),
        ),
        says: 'Processes are documented and uniform',
      },
      {
        level: 4,
        when: any(
          all(has('documented-process'), not(polarity('partly', 'no'))),
          has('standardized-process'),
          polarity('yes'),
          uses('camunda', 'celonis', 'signavio', 'appian'),
          atLeast('percentage', 60),
        ),
        says: 'Processes are documented',
      },
      {
        level: 3,
        when: any(
          polarity('partly'),
          { practice: ['documented-process', 'standardized-process'], is: ['used', 'partial'], atLeast: 1 },
          atLeast('percentage', 30),
          uses('automation'),
        ),
        says: 'Processes are documented in part',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('documented-process'), atLeast('percentage', 1)),
        says: 'Processes are hardly documented',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('documented-process', 'standardized-process')),
        says: 'Processes are not documented',
      },
    ],
    remedy: {
      gap: 'Processes are undocumented or differ between people',
      action: 'Write the first process down on one page, with its exceptions',
      owner: 'Process owner',
    },
  },
];
