import { all, any, has, intends, lacks, names, not, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const commercialModelQuestions: readonly Question[] = [
  {
    id: 'commercial.model.economics',
    topic: 'commercial.model',
    title: 'Economics',
    text: 'How will success be judged in money: business case, payback time, cost per case?',
    why: 'It keeps a pilot from living for ever.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['business-case'] },
      { kind: 'money' },
      { kind: 'duration', bare: 'months' },
      { kind: 'percentage' },
    ],
    control: 'text',
    cues: [
      'payback',
      'roi',
      'business case',
      'return',
      'cost per',
      'pays back',
      'pay back',
      'break even',
      'saving',
      'per case',
      'per ticket',
    ],
    rubric: [
      {
        level: 5,
        when: all(
          any(has('business-case'), polarity('yes')),
          any(names('money'), names('duration'), names('percentage')),
        ),
        says: 'There is a business case with numbers',
      },
      {
        level: 4,
        when: any(
          names('money'),
          names('duration'),
          names('percentage'),
          all(has('business-case'), not(polarity('no'))),
        ),
        says: 'Success in money is defined',
      },
      {
        level: 3,
        when: any(polarity('yes', 'partly'), { practice: ['business-case'], is: ['partial'], atLeast: 1 }),
        says: 'Success in money is defined in part',
      },
      { level: 2, when: any(polarity('planned'), intends('business-case')), says: 'A business case is planned' },
      { level: 1, when: any(polarity('no'), lacks('business-case')), says: 'There is no business case' },
    ],
    remedy: {
      gap: 'There is no business case',
      action: 'Write a one-page business case: cost per case today, target, payback',
      owner: 'Finance',
    },
  },
  {
    id: 'commercial.model.operation',
    topic: 'commercial.model',
    title: 'Operation after the project',
    text: 'Who will run the solution after the project, and from which budget?',
    why: 'A solution without an operator ends with the project.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['run-internal', 'run-partner', 'run-undecided', 'operating-budget'] },
      { kind: 'money' },
    ],
    control: 'choice',
    options: ['our own team runs it', 'a partner runs it as a managed service', 'not decided yet'],
    cues: ['run it', 'operate', 'operation', 'maintain', 'opex', 'running cost', 'running costs'],
    rubric: [
      {
        level: 5,
        when: all(has('run-internal', 'run-partner'), any(has('operating-budget'), names('money'))),
        says: 'Operator and running cost are settled',
      },
      {
        level: 4,
        when: all(has('run-internal', 'run-partner'), not(has('run-undecided'))),
        says: 'The operator is settled',
      },
      {
        level: 3,
        when: any(
          intends('run-internal', 'run-partner', 'operating-budget'),
          polarity('yes', 'partly'),
          has('operating-budget'),
        ),
        says: 'Operation is settled in part',
      },
      {
        level: 2,
        when: any(has('run-undecided'), polarity('no', 'unsure', 'planned')),
        says: 'Operation after the project is open',
      },
    ],
    remedy: {
      gap: 'Nobody is named to run the solution',
      action: 'Name the operating team and its yearly budget before the pilot starts',
      owner: 'Executive sponsor',
    },
  },
];
