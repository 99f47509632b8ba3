/** A day of the calendar; months from 1. */
export type CalendarDay = { year: number; month: number; day: number };

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const furtherNames: Readonly<Record<string, number>> = {
  sept: 9,
  januar: 1,
  februar: 2,
  märz: 3,
  mai: 5,
  juni: 6,
  juli: 7,
  oktober: 10,
  dezember: 12,
};
const seasons: Readonly<Record<string, number>> = {
  spring: 5,
  summer: 8,
  autumn: 11,
  fall: 11,
  christmas: 12,
  easter: 4,
  xmas: 12,
};

/** 1 to 12 for the name of a month or its first three letters. */
export function monthNumber(lower: string): number | undefined {
  const index = monthNames.findIndex((name) => name === lower || (lower.length === 3 && name.startsWith(lower)));
  return index === -1 ? (Object.hasOwn(furtherNames, lower) ? furtherNames[lower] : undefined) : index + 1;
}

/** The last month of a season or the month of a feast. */
export function seasonEnd(lower: string): number | undefined {
  return Object.hasOwn(seasons, lower) ? seasons[lower] : undefined;
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function toIso({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day of an ISO 8601 time in UTC; `fallback` where it cannot be read. */
export function toCalendarDay(time: string, fallback: Date): CalendarDay {
  const parsed = new Date(time);
  const date = Number.isNaN(parsed.getTime()) ? fallback : parsed;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
