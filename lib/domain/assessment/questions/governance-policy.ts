import { all, any, has, hasSome, intends, isPlanned, lacks, names, not, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const governancePolicyQuestions: readonly Question[] = [
  {
    id: 'governance.policy.ai',
    topic: 'governance.policy',
    title: 'AI policy',
    text: 'Is there a written policy or guideline for the use of AI, and since when?',
    why: 'Without one, every team decides for itself what data goes into which model.',
    weight: 3,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['ai-policy', 'draft-policy'] }, { kind: 'date' }],
    control: 'choice',
    options: ['yes, an AI policy is in force', 'an AI policy is in draft', 'no AI policy'],
    cues: ['ai policy', 'policy', 'guideline'],
    rubric: [
      {
        level: 3,
        when: any(
          has('draft-policy'),
          intends('draft-policy'),
          { practice: ['ai-policy'], is: ['partial'], atLeast: 1 },
          polarity('partly'),
        ),
        says: 'An AI policy is being written',
      },
      {
        level: 5,
        when: all(any(polarity('yes'), has('ai-policy')), names('date')),
        says: 'An AI policy is in force, with a date',
      },
      {
        level: 4,
        when: all(any(polarity('yes'), has('ai-policy')), not(polarity('no'))),
        says: 'An AI policy is in force',
      },
      { level: 2, when: any(polarity('planned'), isPlanned('ai-policy')), says: 'An AI policy is planned' },
      { level: 1, when: any(polarity('no'), lacks('ai-policy')), says: 'There is no AI policy' },
    ],
    remedy: {
      gap: 'There is no AI policy in force',
      action: 'Write a two-page AI policy: allowed data, allowed tools, who approves, who answers for it',
      owner: 'Legal and compliance',
    },
  },
  {
    id: 'governance.policy.data',
    topic: 'governance.policy',
    title: 'Rules for data',
    text: 'Do you classify data, name owners for it and keep to retention rules?',
    why: 'An agent may only see what somebody has decided it may see.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['data-classification', 'data-ownership', 'retention-policy'] },
    ],
    control: 'multi-choice',
    options: ['data classification', 'named data owners', 'retention rules', 'none of these'],
    cues: ['classification', 'data owner', 'retention', 'classify'],
    rubric: [
      {
        level: 5,
        when: hasSome(3, 'data-classification', 'data-ownership', 'retention-policy'),
        says: 'Data is classified, owned and has retention rules',
      },
      {
        level: 4,
        when: any(
          hasSome(2, 'data-classification', 'data-ownership', 'retention-policy'),
          all(polarity('yes'), not(lacks('data-classification', 'data-ownership', 'retention-policy'))),
        ),
        says: 'Most rules for data are in place',
      },
      {
        level: 3,
        when: any(
          has('data-classification', 'data-ownership', 'retention-policy'),
          { practice: ['data-classification', 'data-ownership', 'retention-policy'], is: ['partial'], atLeast: 1 },
          polarity('partly'),
        ),
        says: 'Some rules for data are in place',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('data-classification', 'data-ownership', 'retention-policy')),
        says: 'Rules for data are planned',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('data-classification', 'data-ownership', 'retention-policy')),
        says: 'There are no rules for data',
      },
    ],
    remedy: {
      gap: 'Data is not classified or has no owners',
      action: 'Classify the data of the first use case and name an owner for each source',
      owner: 'Data lead',
    },
  },
];
