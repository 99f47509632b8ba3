import { any, atLeast, below, has, isPlanned, lacks, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const technicalSkillsQuestions: readonly Question[] = [
  {
    id: 'technical.skills.team',
    topic: 'technical.skills',
    title: 'Technical team',
    text: 'How many people of yours can build and run data, cloud or machine learning solutions today?',
    why: 'Somebody has to own the agents after the project has gone.',
    weight: 3,
    wants: [
      { kind: 'count', units: ['specialists', 'people'], bare: 'specialists' },
      { kind: 'practice', ids: ['data-engineers', 'data-scientists', 'cloud-engineers', 'external-skills'] },
      { kind: 'polarity' },
    ],
    control: 'number',
    unit: 'people',
    cues: [
      'engineer',
      'data scientist',
      'data team',
      'developer',
      'it team',
      'build',
      'ml team',
      'data engineer',
      'platform team',
    ],
    rubric: [
      { level: 5, when: atLeast('count', 10, 'specialists', 'people'), says: 'There is a strong technical team' },
      { level: 4, when: atLeast('count', 5, 'specialists', 'people'), says: 'There is a solid technical team' },
      {
        level: 3,
        when: any(
          atLeast('count', 2, 'specialists', 'people'),
          has('data-engineers', 'data-scientists', 'cloud-engineers'),
        ),
        says: 'There is a small technical team',
      },
      {
        level: 2,
        when: any(atLeast('count', 1, 'specialists', 'people'), has('external-skills'), polarity('partly')),
        says: 'Skills rest on one person or come from outside',
      },
      {
        level: 1,
        when: any(
          polarity('no'),
          below('count', 1, 'specialists', 'people'),
          lacks('data-engineers', 'data-scientists'),
        ),
        says: 'There is no technical team of your own',
      },
    ],
    remedy: {
      gap: 'Too few people can build and run such solutions',
      action: 'Name two people to be trained on the job and contract a partner for the first year',
      owner: 'People lead',
    },
  },
  {
    id: 'technical.skills.training',
    topic: 'technical.skills',
    title: 'AI skills',
    text: 'Is there training in AI for the people who will use it, and what share has had it?',
    why: 'People who know what a model cannot do are its best safeguard.',
    weight: 1,
    wants: [{ kind: 'polarity' }, { kind: 'percentage' }, { kind: 'practice', ids: ['ai-training'] }],
    control: 'yes-no',
    cues: ['trained', 'training', 'upskilling', 'course'],
    rubric: [
      { level: 5, when: atLeast('percentage', 60), says: 'Most people are trained in AI' },
      {
        level: 4,
        when: any(atLeast('percentage', 25), has('ai-training'), polarity('yes')),
        says: 'There is training in AI',
      },
      {
        level: 3,
        when: any(
          polarity('partly'),
          { practice: ['ai-training'], is: ['partial'], atLeast: 1 },
          atLeast('percentage', 5),
        ),
        says: 'Training in AI has begun',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('ai-training'), below('percentage', 5)),
        says: 'Training in AI is planned at most',
      },
      { level: 1, when: any(polarity('no'), lacks('ai-training')), says: 'There is no training in AI' },
    ],
    remedy: {
      gap: 'People are not trained in AI',
      action: 'Train the pilot group in what agents can and cannot do',
      owner: 'People lead',
    },
  },
];
