import type { Fact } from '#lib/domain/assessment/facts';

export type DateFact = Extract<Fact, { kind: 'date' }>;

/** The first day that the words can mean: `March 2027` begins on the 1st. */
export function firstDayOf({ date, precision }: DateFact): string {
  const month = Number(date.slice(5, 7));
  switch (precision) {
    case 'day':
      return date;
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'quarter':
      return `${date.slice(0, 5)}${String(Math.max(1, month - 2)).padStart(2, '0')}-01`;
    case 'year':
      return `${date.slice(0, 4)}-01-01`;
  }
}
