import { all, any, has, isPlanned, lacks, names, of, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const businessChangeQuestions: readonly Question[] = [
  {
    id: 'business.change.readiness',
    topic: 'business.change',
    title: 'Mood of the people affected',
    text: 'How do the people whose work would change see it, and is there an employee representation?',
    why: 'Agents that people work around are worse than none.',
    weight: 2,
    wants: [
      { kind: 'practice', ids: ['staff-positive', 'staff-worried', 'staff-mixed', 'works-council'] },
      { kind: 'polarity' },
    ],
    control: 'choice',
    options: [
      'staff are enthusiastic',
      'staff have mixed feelings',
      'staff are worried',
      'staff do not know about it yet',
    ],
    cues: ['staff', 'people', 'mood', 'employees feel'],
    rubric: [
      {
        level: 3,
        when: any(has('staff-mixed'), all(has('staff-positive'), has('staff-worried'))),
        says: 'People have mixed feelings',
      },
      { level: 2, when: any(has('staff-worried'), lacks('staff-positive')), says: 'People are worried' },
      {
        level: 4,
        when: any(has('staff-positive'), lacks('staff-worried'), polarity('yes')),
        says: 'People are in favour',
      },
      { level: 2, when: polarity('no', 'unsure'), says: 'People do not know about it or were not asked' },
      { level: 3, when: polarity('partly', 'planned'), says: 'People have mixed feelings' },
    ],
    remedy: {
      gap: 'The people affected are worried or were not asked',
      action: 'Let the people affected choose the first tasks to hand over',
      owner: 'People lead',
    },
  },
  {
    id: 'business.change.plan',
    topic: 'business.change',
    title: 'Plan for the change',
    text: 'How many people are affected, and is there a plan to inform, train and support them?',
    why: 'Adoption is half of the benefit and the cheaper half.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['change-plan'] },
      { kind: 'count', units: ['people', 'specialists', 'customers'], bare: 'people' },
    ],
    control: 'text',
    cues: ['affected', 'affect', 'change plan', 'roll out', 'rollout', 'impacted', 'would change', 'concerned'],
    rubric: [
      {
        level: 5,
        when: all(any(has('change-plan'), polarity('yes')), names('count')),
        says: 'There is a plan for the change, for a known number of people',
      },
      { level: 4, when: any(has('change-plan'), polarity('yes')), says: 'There is a plan for the change' },
      {
        level: 3,
        when: any(polarity('partly'), { practice: ['change-plan'], is: ['partial'], atLeast: 1 }),
        says: 'A plan for the change is being made',
      },
      { level: 1, when: any(polarity('no'), lacks('change-plan')), says: 'There is no plan for the change' },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('change-plan'), names('count')),
        says: 'A plan for the change is still to be made',
      },
    ],
    remedy: {
      gap: 'There is no plan for the change',
      action: 'Plan information, training and support for the people affected, with one contact per team',
      owner: 'People lead',
    },
  },
  {
    id: 'business.change.representation',
    topic: 'business.change',
    title: 'Employee representation',
    text: 'You mentioned an employee representation: is it informed and in agreement?',
    why: 'Where it has rights, it can stop a roll-out on its last day.',
    weight: 1,
    wants: [{ kind: 'polarity' }, { kind: 'date' }],
    control: 'choice',
    options: ['yes, it agrees', 'it is informed, agreement is planned', 'no, not yet'],
    cues: ['works council', 'union', 'agreement'],
    askedWhen: of('business.change.readiness', has('works-council')),
    rubric: [
      { level: 4, when: polarity('yes'), says: 'The employee representation agrees' },
      {
        level: 3,
        when: any(polarity('partly', 'planned'), names('date')),
        says: 'The employee representation is informed',
      },
      { level: 1, when: polarity('no'), says: 'The employee representation has not been involved' },
    ],
    remedy: {
      gap: 'The employee representation has not been involved',
      action: 'Inform the employee representation and agree on rules for the pilot',
      owner: 'People lead',
    },
  },
];
