import { all, any, atLeast, has, intends, lacks, names, not, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const commercialBudgetQuestions: readonly Question[] = [
  {
    id: 'commercial.budget.amount',
    topic: 'commercial.budget',
    title: 'Budget',
    text: 'What budget is there for the first twelve months?',
    why: 'It decides between a pilot and a programme.',
    weight: 3,
    wants: [{ kind: 'money' }, { kind: 'polarity' }, { kind: 'practice', ids: ['no-budget', 'public-grant'] }],
    control: 'money',
    unit: 'EUR',
    cues: ['budget', 'funding', 'fund', 'invest', 'set aside', 'to spend'],
    rubric: [
      { level: 1, when: any(has('no-budget'), all(polarity('no'), not(names('money')))), says: 'There is no budget' },
      { level: 5, when: atLeast('money', 250_000), says: 'The budget carries more than one use case' },
      { level: 4, when: atLeast('money', 100_000), says: 'The budget carries one use case into production' },
      {
        level: 3,
        when: any(atLeast('money', 30_000), has('public-grant'), polarity('yes')),
        says: 'The budget carries a pilot',
      },
      {
        level: 2,
        when: any(names('money'), polarity('partly', 'planned', 'unsure')),
        says: 'The budget is small or open',
      },
    ],
    remedy: {
      gap: 'There is no budget that carries a pilot',
      action: 'Ask for a pilot budget with the expected saving beside it',
      owner: 'Finance',
    },
  },
  {
    id: 'commercial.budget.approval',
    topic: 'commercial.budget',
    title: 'Approval of the budget',
    text: 'Is that budget approved, and if not, by whom and when?',
    why: 'Money that is only hoped for cannot be planned with.',
    weight: 2,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['budget-approved', 'budget-pending'] }, { kind: 'date' }],
    control: 'choice',
    options: ['yes, the budget is approved', 'approval is pending', 'no, not approved'],
    cues: ['approved', 'approval', 'approve', 'signed off', 'budget round', 'decide on the budget', 'decision'],
    rubric: [
      {
        level: 3,
        when: any(has('budget-pending'), polarity('partly'), intends('budget-approved')),
        says: 'Approval of the budget is pending',
      },
      { level: 5, when: any(has('budget-approved'), polarity('yes')), says: 'The budget is approved' },
      {
        level: 2,
        when: any(polarity('planned'), names('date')),
        says: 'Approval of the budget is still to be asked for',
      },
      { level: 1, when: any(polarity('no'), lacks('budget-approved')), says: 'The budget is not approved' },
    ],
    remedy: {
      gap: 'The budget is not approved',
      action: 'Put the budget on the agenda of the next approval round',
      owner: 'Executive sponsor',
    },
  },
];
