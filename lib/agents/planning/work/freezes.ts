import { has, of } from '#lib/domain/assessment/fact-test';
import { addWorkingDays } from '#lib/domain/planning/working-days';
import type { ReportFacts } from '../report-facts.ts';
import { firstDayOf } from './date-fact.ts';

const constraints = 'commercial.timeline.constraints';

/** Days on which nothing may be released, both included. */
export type Freeze = { name: string; from: string; to: string };

function blackFriday(year: number): string {
  const firstOfNovember = new Date(Date.UTC(year, 10, 1)).getUTCDay();
  const firstThursday = 1 + ((4 - firstOfNovember + 7) % 7);
  return `${year}-11-${String(firstThursday + 22).padStart(2, '0')}`;
}

const namedFreezes: readonly { pattern: RegExp; name: string; of: (year: number) => { from: string; to: string } }[] = [
  {
    pattern: /black friday|cyber monday/i,
    name: 'Black Friday',
    of: (year) => ({ from: addWorkingDays(blackFriday(year), -9), to: addWorkingDays(blackFriday(year), 1) }),
  },
  {
    pattern: /christmas|year[- ]end|end of (?:the )?year|holiday season/i,
    name: 'the end of the year',
    of: (year) => ({ from: `${year}-12-15`, to: `${year + 1}-01-06` }),
  },
];
const freezeYears = 5;

/** Freezes that the answers name, by the calendar where they name an event instead of dates. */
export function readFreezes(report: ReportFacts, start: string): { freezes: Freeze[]; assumptions: string[] } {
  if (!report.holds(of(constraints, has('change-freeze')))) return { freezes: [], assumptions: [] };
  const quote = report.answer(constraints)?.quote ?? '';
  const sources = report.references(constraints).join(', ');
  const firstYear = Number(start.slice(0, 4)) - 1;
  const named = namedFreezes.filter(({ pattern }) => pattern.test(quote));
  if (named.length > 0) {
    const years = Array.from({ length: freezeYears + 1 }, (_, index) => firstYear + index);
    const freezes = named.flatMap(({ name, of: within }) => years.map((year) => ({ name, ...within(year) })));
    const next = freezes.find(({ to }) => to >= start);
    const days = next ? `, next from ${next.from} to ${next.to}` : '';
    return {
      freezes,
      assumptions: [
        `The dates of the freeze around ${named.map(({ name }) => name).join(' and ')} are assumed${days} (${sources}).`,
      ],
    };
  }
  const dates = report.facts(constraints, 'date').toSorted((left, right) => (left.date < right.date ? -1 : 1));
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined)
    return { freezes: [], assumptions: [`A freeze is named without dates (${sources}): the plan does not know it.`] };
  const from = /\b(?:until|till|through)\b/i.test(quote) && first === last ? start : firstDayOf(first);
  return { freezes: [{ name: `the freeze until ${last.date}`, from, to: last.date }], assumptions: [] };
}
