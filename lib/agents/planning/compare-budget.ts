import type { ReportFacts } from './report-facts.ts';
import type { PlanTask } from './schema.ts';
import { engineeringPool, poolOf, toRole } from './work/roles.ts';

const question = 'commercial.budget.amount';

/** Up to which day rate the budget pays the engineers' work; rates are not known, so nothing is claimed beyond that. */
export function compareBudget(report: ReportFacts, tasks: readonly PlanTask[]): string[] {
  const budget = report.facts(question, 'money').find(({ per }) => per !== 'month');
  const isEngineering = ({ kind, role }: PlanTask) => kind !== 'wait' && poolOf(toRole(role)) === engineeringPool;
  const days = tasks.filter(isEngineering).reduce((sum, { estimate }) => sum + estimate.expected, 0);
  if (budget === undefined || days === 0) return [];
  const rate = Math.floor(budget.value / days);
  const currency = budget.currency === 'unknown' ? '' : `${budget.currency} `;
  const money = (value: number) => `${currency}${value.toLocaleString('en-US')}`;
  return [
    `Day rates are not known. The budget of ${money(budget.value)} (${report.references(question).join(', ')}) pays the ${Math.round(days)} expected days of engineering up to ${money(rate)} a day, with nothing left for running costs.`,
  ];
}
