// Schedules of EventBridge rules and of EventBridge Scheduler. Not by the cron library at hand: AWS counts days of the week
// from 1 = Sunday, skips a time that clocks are set forward over (the library moves it), and gives L and # other meanings.
import { instantOf, type LocalTime, localTimeOf } from './time-zone.ts';

/** Says why a text is no schedule. */
export class InvalidScheduleError extends Error {
  override readonly name = 'InvalidScheduleError';
}

type CalendarDate = { year: number; month: number; day: number };
type Cron = {
  minutes: readonly number[];
  hours: readonly number[];
  months: ReadonlySet<number>;
  years: ReadonlySet<number>;
  isDay(date: CalendarDate): boolean;
};

export type Schedule =
  | { kind: 'rate'; milliseconds: number }
  | { kind: 'cron'; cron: Cron }
  | { kind: 'at'; time: LocalTime };

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const [FIRST_YEAR, LAST_YEAR] = [1970, 2199];

/**
 * Reads `rate(5 minutes)`, `cron(0 10 ? * MON-FRI *)` and `at(2030-01-31T10:00:00)`. `isStrict` as for EventBridge rules:
 * no `at`, and the unit of 1 is singular, of more plural. @throws InvalidScheduleError
 */
export function parseSchedule(text: string, { isStrict = false } = {}): Schedule {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'rate') return { kind, milliseconds: parseRate(inside, isStrict) };
  if (kind === 'cron') return { kind, cron: parseCron(inside) };
  if (kind === 'at' && !isStrict) return { kind, time: parseAt(inside) };
  throw new InvalidScheduleError(`${text} is no schedule: it must be ${isStrict ? '' : 'at(…), '}rate(…) or cron(…)`);
}

/**
 * The first time after `after` (milliseconds since the epoch), or undefined where there is none. A rate counts from
 * `anchor`; cron and at read the clocks of `zone`.
 */
export function nextTime(schedule: Schedule, after: number, { anchor = after, zone = 'UTC' } = {}): number | undefined {
  switch (schedule.kind) {
    case 'rate': {
      const passed = Math.floor((after - anchor) / schedule.milliseconds);
      return anchor + Math.max(0, passed + 1) * schedule.milliseconds;
    }
    case 'at': {
      const instant = atInstant(schedule.time, zone);
      return instant > after ? instant : undefined;
    }
    case 'cron':
      return nextCron(schedule.cron, after, zone);
  }
}

/** Where clocks are set forward over the time, the moment after they were. */
function atInstant(time: LocalTime, zone: string): number {
  const exact = instantOf(time, zone);
  if (exact !== undefined) return exact;
  const before = instantOf({ ...time, day: time.day - 1 }, zone);
  return before === undefined ? Number.NaN : before + 86_400_000;
}

function nextCron(cron: Cron, after: number, zone: string): number | undefined {
  const start = localTimeOf(after, zone);
  const naiveStart = Date.UTC(start.year, start.month - 1, start.day, start.hour, start.minute);
  for (let year = start.year; year <= LAST_YEAR; year += 1) {
    if (!cron.years.has(year)) continue;
    const isFirstYear = year === start.year;
    for (let month = isFirstYear ? start.month : 1; month <= 12; month += 1) {
      if (!cron.months.has(month)) continue;
      const isFirstMonth = isFirstYear && month === start.month;
      for (let day = isFirstMonth ? start.day : 1; day <= lastDay(year, month); day += 1) {
        if (!cron.isDay({ year, month, day })) continue;
        const found = firstOfDay(cron, { year, month, day }, after, naiveStart, zone);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

/** Clocks are never set by more than this; earlier times of the day need no look at the zone. */
const LARGEST_SHIFT = 3 * 3_600_000;

function firstOfDay(
  cron: Cron,
  date: CalendarDate,
  after: number,
  naiveStart: number,
  zone: string,
): number | undefined {
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      if (Date.UTC(date.year, date.month - 1, date.day, hour, minute) < naiveStart - LARGEST_SHIFT) continue;
      const instant = instantOf({ ...date, hour, minute, second: 0 }, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  }
  return undefined;
}

function parseRate(text: string, isStrict: boolean): number {
  const [, value = '', name = '', plural = ''] = /^\s*(\d+)\s+(minute|hour|day)(s?)\s*$/.exec(text) ?? [];
  const [unit, count] = [UNITS[name], Number(value)];
  if (unit === undefined || count < 1 || !Number.isSafeInteger(count * unit)) {
    throw new InvalidScheduleError(`rate(${text}) needs a positive number and minutes, hours or days`);
  }
  if (isStrict && (count === 1) !== (plural === '')) {
    throw new InvalidScheduleError(`rate(${text}): the unit of 1 is singular, of more than 1 plural`);
  }
  return count * unit;
}

function parseAt(text: string): LocalTime {
  const numbers = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  if (!isDate || hour > 23 || minute > 59 || second > 59) {
    throw new InvalidScheduleError(`at(${text}) needs a time of the form yyyy-mm-ddThh:mm:ss`);
  }
  return { year, month, day, hour, minute, second };
}

function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) {
    throw new InvalidScheduleError(`cron(${text}) needs six fields: minutes hours day-of-month month day-of-week year`);
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new InvalidScheduleError(`cron(${text}): one of day-of-month and day-of-week must be ?, the other not`);
  }
  return {
    minutes: numbers(minute, 0, 59),
    hours: numbers(hour, 0, 23),
    months: new Set(numbers(month, 1, 12, MONTHS)),
    years: new Set(numbers(year, FIRST_YEAR, LAST_YEAR)),
    isDay: dayOfWeek === '?' ? dayOfMonthTest(dayOfMonth) : dayOfWeekTest(dayOfWeek),
  };
}

function dayOfMonthTest(field: string): Cron['isDay'] {
  const parts = field.split(',').map((part): Cron['isDay'] => {
    if (part === 'L') return ({ year, month, day }) => day === lastDay(year, month);
    const nearest = /^(\d+)W$/.exec(part)?.[1];
    if (nearest !== undefined) {
      const [wanted = 0] = numbers(nearest, 1, 31);
      return (date) => date.day === nearestWeekday(date.year, date.month, wanted);
    }
    const days = new Set(numbers(part, 1, 31));
    return ({ day }) => days.has(day);
  });
  return (date) => parts.some((isDay) => isDay(date));
}

function dayOfWeekTest(field: string): Cron['isDay'] {
  const [, ofMonth, position] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (ofMonth !== undefined) {
    const [wanted] = numbers(ofMonth, 1, 7, DAYS);
    return (date) => dayOfWeek(date) === wanted && Math.ceil(date.day / 7) === Number(position);
  }
  const parts = field.split(',').map((part): Cron['isDay'] => {
    if (part === 'L') return (date) => dayOfWeek(date) === 7;
    const last = /^(\w+)L$/.exec(part)?.[1];
    if (last !== undefined) {
      const [wanted] = numbers(last, 1, 7, DAYS);
      return (date) => dayOfWeek(date) === wanted && date.day + 7 > lastDay(date.year, date.month);
    }
    const days = new Set(numbers(part, 1, 7, DAYS));
    return (date) => days.has(dayOfWeek(date));
  });
  return (date) => parts.some((isDay) => isDay(date));
}

/** The values of `*`, `5`, `1-5`, `20-2` (over the end), `0/15`, `MON`, and lists of these, ascending. */
function numbers(field: string, lowest: number, highest: number, names: readonly string[] = []): number[] {
  const values = new Set<number>();
  const value = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    const number = named === -1 ? (/^\d+$/.test(text) ? Number(text) : Number.NaN) : named + lowest;
    if (!(number >= lowest && number <= highest)) {
      throw new InvalidScheduleError(
        `${field} has ${text || 'nothing'} where a value from ${lowest} to ${highest} must stand`,
      );
    }
    return number;
  };
  for (const part of field.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    const [from = '', to, ...more] = range.split('-');
    const every = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
    if (every < 1 || rest.length > 0 || more.length > 0) throw new InvalidScheduleError(`${part} is no range or step`);
    const first = from === '*' ? lowest : value(from);
    const single = step === undefined && from !== '*' ? first : highest;
    const last = to === undefined ? single : value(to);
    const end = last < first ? last + (highest - lowest + 1) : last;
    for (let at = first; at <= end; at += every) values.add(at > highest ? at - (highest - lowest + 1) : at);
  }
  return [...values].sort((a, b) => a - b);
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 1 = Sunday … 7 = Saturday. */
const dayOfWeek = ({ year, month, day }: CalendarDate) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/** The weekday nearest to a day, never of another month. */
function nearestWeekday(year: number, month: number, wanted: number): number {
  const last = lastDay(year, month);
  const day = Math.min(wanted, last);
  switch (dayOfWeek({ year, month, day })) {
    case 7:
      return day === 1 ? 3 : day - 1;
    case 1:
      return day === last ? day - 2 : day + 1;
    default:
      return day;
  }
}
