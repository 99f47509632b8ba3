import { any, has, names, not, of, polarity } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'cost';

/** They look at words that the calculation of the cost adds. */
export const costRules: readonly DesignRule[] = [
  {
    id: 'cost.total',
    section,
    when: every(known('monthlyUsd'), known('casesPerMonth')),
    about: [ask.volume],
    says: 'Running it for {casesPerMonth} {cases} a month costs about USD {monthlyUsd} a month at list prices of {pricesOf}.',
  },
  {
    id: 'cost.each',
    section,
    when: known('usdEach'),
    says: 'That is USD {usdEach} for each of the {cases}; the largest part is {largestDriver} with USD {largestUsd}.',
  },
  {
    id: 'cost.fixed-only',
    section,
    when: every(known('monthlyUsd'), unless(known('casesPerMonth'))),
    says: 'Without a volume only what is paid regardless of use can be computed: USD {monthlyUsd} a month at list prices of {pricesOf}.',
  },
  {
    id: 'cost.volume-unknown',
    section,
    when: unless(known('casesPerMonth')),
    about: [ask.volume],
    asks: 'How many cases a month are to be priced?',
  },
  {
    id: 'cost.regional',
    section,
    when: every(known('regions'), known('monthlyUsd')),
    says: 'Keeping text in {place} takes model endpoints of the region, a tenth above the global price; it is included.',
  },
  {
    id: 'cost.budget-share',
    section,
    when: known('budgetShare'),
    says: 'A year of it takes {budgetShare} % of the budget ({commercial.budget.amount#money}); the rest is for building and people.',
  },
  {
    id: 'cost.budget-currency',
    section,
    when: every(of(ask.budget, names('money')), known('monthlyUsd'), unless(known('budgetShare'))),
    says: 'The budget was put at {commercial.budget.amount}; USD {yearlyUsd} a year for operation stand against it, not converted because no rate is agreed.',
  },
  {
    id: 'cost.no-budget',
    section,
    when: of(ask.budget, any(has('no-budget'), polarity('no'))),
    asks: 'From which budget is operation paid?',
  },
  {
    id: 'cost.budget-unknown',
    section,
    when: unanswered(ask.budget),
    asks: 'What budget is there for the first twelve months?',
  },
  {
    id: 'cost.grant',
    section,
    when: of(ask.budget, has('public-grant')),
    says: 'Part of the money is public ({commercial.budget.amount}): the cost of building and the cost of running are kept apart, as grants rarely pay for running.',
  },
  {
    id: 'cost.pending',
    section,
    when: of(ask.budgetApproval, any(has('budget-pending'), polarity('no', 'planned'))),
    says: 'The budget is not approved yet ({commercial.budget.approval}): nothing in the design is bought in advance or for a fixed term.',
  },
  {
    id: 'cost.approved',
    section,
    when: of(ask.budgetApproval, has('budget-approved')),
    says: 'The budget is approved ({commercial.budget.approval}); after three months of measured load, a commitment for a year can lower the price.',
  },
  {
    id: 'cost.against-today',
    section,
    when: every(forUseCase(), known('usdEach'), of(ask.effort, names('money'))),
    says: 'To compare: the work of today costs {business.value.effort#money}.',
  },
  {
    id: 'cost.business-case',
    section,
    when: of(ask.economics, any(has('business-case'), names('duration'))),
    says: 'The business case ({commercial.model.economics}) is recomputed with the figures below and again after the pilot.',
  },
  {
    id: 'cost.no-business-case',
    section,
    when: of(ask.economics, any(polarity('no'), not(names('practice')))),
    asks: 'How will success be judged in money?',
  },
  {
    id: 'cost.operating-budget',
    section,
    when: of(ask.operation, has('operating-budget')),
    says: 'What running costs is in the budget for operation ({commercial.model.operation}).',
  },
];
