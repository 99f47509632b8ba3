import { all, any, below, has, hasSome, isPlanned, lacks, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const governanceRiskQuestions: readonly Question[] = [
  {
    id: 'governance.risk.process',
    topic: 'governance.risk',
    title: 'Handling of risk',
    text: 'How are risks of AI or other new systems found and tracked: risk register, assessments, model validation? How often?',
    why: 'Risks that stand on a list with a name beside them get handled.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['risk-register', 'risk-assessment', 'model-risk', 'dpia'] },
      { kind: 'duration', bare: 'months' },
    ],
    control: 'choice',
    options: ['risk register with regular reviews', 'risk assessment per project', 'no, there is no process for risks'],
    cues: ['risk', 'risks'],
    rubric: [
      {
        level: 5,
        when: all(
          any(has('model-risk'), hasSome(2, 'risk-register', 'risk-assessment', 'dpia')),
          below('duration', 100),
        ),
        says: 'Risks are managed systematically and at least quarterly',
      },
      {
        level: 4,
        when: any(
          has('model-risk'),
          hasSome(2, 'risk-register', 'risk-assessment', 'dpia'),
          all(has('risk-register'), below('duration', 190)),
        ),
        says: 'Risks are managed systematically',
      },
      {
        level: 3,
        when: any(has('risk-register', 'risk-assessment', 'dpia'), polarity('yes', 'partly'), {
          practice: ['risk-register', 'risk-assessment', 'model-risk'],
          is: ['partial'],
          atLeast: 1,
        }),
        says: 'Risks are assessed case by case',
      },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('risk-register', 'risk-assessment', 'model-risk')),
        says: 'A risk process is planned',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('risk-register', 'risk-assessment', 'model-risk')),
        says: 'Nobody tracks the risks of AI',
      },
    ],
    remedy: {
      gap: 'Risks of AI are not tracked',
      action: 'Open a risk register for the first use case and review it monthly',
      owner: 'Legal and compliance',
    },
  },
  {
    id: 'governance.risk.tolerance',
    topic: 'governance.risk',
    title: 'Worst case of a wrong answer',
    text: 'What is the worst that could happen if an agent gave a wrong answer: annoyance, lost money, legal trouble, harm to people?',
    why: 'The worst case decides how much a person has to check.',
    weight: 2,
    wants: [
      {
        kind: 'practice',
        ids: ['impact-safety', 'impact-legal', 'impact-financial', 'impact-reputation', 'impact-inconvenience'],
      },
      { kind: 'money' },
    ],
    control: 'multi-choice',
    options: [
      'only inconvenience and rework',
      'financial loss',
      'legal consequences, a fine',
      'damage to our reputation',
      'harm to people',
    ],
    cues: ['worst', 'wrong answer', 'mistake'],
    rubric: [],
  },
];
