import type { Fact } from '#lib/domain/assessment/facts';
import { type CalendarDay, lastDayOf, monthNumber, seasonEnd, toIso } from './calendar.ts';
import type { Token } from './lexer.ts';

export type DateFact = Extract<Fact, { kind: 'date' }>;
export type FoundDate = { fact: DateFact; start: number; end: number };

type Reading = { day: CalendarDay; precision: DateFact['precision']; end: number };

const lowerAt = (tokens: readonly Token[], index: number) => tokens[index]?.lower ?? '';
const prepositions = new Set(
  'in by until till before since from to mid early late end of beginning start for after during around through next last this q'.split(
    ' ',
  ),
);

function yearAt(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index];
  if (token?.lower === "'" || token?.lower === '/') return shortYearAt(tokens, index + 1);
  if (token?.kind !== 'number' || token.end - token.start !== 4) return undefined;
  return token.value >= 1990 && token.value <= 2099 ? token.value : undefined;
}

function shortYearAt(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index];
  if (token?.kind !== 'number') return undefined;
  return token.end - token.start === 2 && token.value >= 20 ? 2000 + token.value : yearAt(tokens, index);
}

/** A year behind a month or a quarter, optionally after "of" or a comma; the length is in tokens. */
function yearBehind(tokens: readonly Token[], index: number): { year: number; end: number } | undefined {
  const skip = ['of', ','].includes(lowerAt(tokens, index)) ? 1 : 0;
  const year = yearAt(tokens, index + skip);
  if (year === undefined) return undefined;
  const isSplit = tokens[index + skip]?.kind === 'symbol';
  return { year, end: index + skip + (isSplit ? 2 : 1) };
}

const numericDate = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/;

function numeric(tokens: readonly Token[], index: number): Reading | undefined {
  const dotted = numericDate.exec(lowerAt(tokens, index));
  if (dotted) {
    const year = Number(dotted[3]) + (dotted[3]?.length === 2 ? 2000 : 0);
    return validDay({ year, month: Number(dotted[2]), day: Number(dotted[1]) }, index + 1);
  }
  const [first, separator, second, other, third] = tokens.slice(index, index + 5);
  if (!first || !second || !third || separator?.lower !== other?.lower || !['-', '/'].includes(separator?.lower ?? ''))
    return undefined;
  if (first.kind !== 'number' || second.kind !== 'number' || third.kind !== 'number') return undefined;
  if (first.value > 1900) return validDay({ year: first.value, month: second.value, day: third.value }, index + 5);
  const year = third.value < 100 ? 2000 + third.value : third.value;
  const isMonthFirst = second.value > 12;
  return validDay(
    { year, month: isMonthFirst ? first.value : second.value, day: isMonthFirst ? second.value : first.value },
    index + 5,
  );
}

function validDay(day: CalendarDay, end: number): Reading | undefined {
  const isValid = day.year >= 1990 && day.year <= 2099 && day.month >= 1 && day.month <= 12 && day.day >= 1;
  return isValid && day.day <= lastDayOf(day.year, day.month) ? { day, precision: 'day', end } : undefined;
}

function inferYear(reference: CalendarDay, month: number, isPast: boolean): number {
  if (isPast) return month <= reference.month ? reference.year : reference.year - 1;
  return month >= reference.month ? reference.year : reference.year + 1;
}

const pastWords = new Set(
  'since last approved decided introduced was were did had happened stopped completed finished signed started launched ago'.split(
    ' ',
  ),
);
const futureWords = new Set('will plan plans planned going be want wants next aim should'.split(' '));

/** Whether the words before a date speak of the past: "approved in October" was last October. */
function isPastAt(tokens: readonly Token[], index: number): boolean {
  if ([1, 2].some((back) => ['by', 'until', 'till', 'before'].includes(lowerAt(tokens, index - back)))) return false;
  const before = tokens.slice(Math.max(0, index - 8), index).map((token) => token.lower);
  const sentence = before.slice(before.findLastIndex((word) => ['.', ';', '!', '\n'].includes(word)) + 1);
  return sentence.some((word) => pastWords.has(word)) && !sentence.some((word) => futureWords.has(word));
}

/** `15 March 2027`, `March 15, 2027`, `March 2027`, `by March`. */
function named(
  tokens: readonly Token[],
  index: number,
  reference: CalendarDay,
  isCapital: boolean,
): Reading | undefined {
  let at = index;
  let day: number | undefined;
  const first = tokens[at];
  if (first?.kind === 'number' && first.value >= 1 && first.value <= 31 && Number.isInteger(first.value)) {
    day = first.value;
    at += ['st', 'nd', 'rd', 'th', '.'].includes(lowerAt(tokens, at + 1)) ? 2 : 1;
    if (lowerAt(tokens, at) === 'of') at += 1;
  }
  const month = monthNumber(lowerAt(tokens, at));
  if (month === undefined) return undefined;
  let end = at + 1;
  const next = tokens[end];
  if (
    day === undefined &&
    next?.kind === 'number' &&
    next.value >= 1 &&
    next.value <= 31 &&
    next.end - next.start <= 2 &&
    Number.isInteger(next.value)
  ) {
    day = next.value;
    end += ['st', 'nd', 'rd', 'th'].includes(lowerAt(tokens, end + 1)) ? 2 : 1;
  }
  const behind = yearBehind(tokens, end);
  const isWord = ['may', 'march', 'mar', 'sun', 'dec', 'jan', 'oct', 'sep'].includes(lowerAt(tokens, at));
  const isSure =
    day !== undefined || behind !== undefined || prepositions.has(lowerAt(tokens, index - 1)) || (isCapital && !isWord);
  if (!isSure) return undefined;
  const year = behind?.year ?? inferYear(reference, month, isPastAt(tokens, index));
  end = behind?.end ?? end;
  if (day !== undefined) return validDay({ year, month, day }, end);
  return { day: { year, month, day: lastDayOf(year, month) }, precision: 'month', end };
}

const ordinals = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
]);

/** `Q3 2027`, `third quarter`, `H1 27`, `FY2027`. */
function quarterly(tokens: readonly Token[], index: number, reference: CalendarDay): Reading | undefined {
  const word = lowerAt(tokens, index);
  const short = /^([qh])([1-4])$/.exec(word);
  const fiscal = /^fy(\d{2}|\d{4})$/.exec(word);
  if (fiscal) {
    const year = Number(fiscal[1]) + (fiscal[1]?.length === 2 ? 2000 : 0);
    return { day: { year, month: 12, day: 31 }, precision: 'year', end: index + 1 };
  }
  const spoken = lowerAt(tokens, index + 1);
  const ordinal = spoken === 'quarter' || spoken === 'half' ? ordinals.get(word) : undefined;
  const part = short ? Number(short[2]) : ordinal;
  if (part === undefined) return undefined;
  const isHalf = short ? short[1] === 'h' : spoken === 'half';
  if (isHalf && part > 2) return undefined;
  const month = part * (isHalf ? 6 : 3);
  const end = index + (short ? 1 : 2);
  const behind = yearBehind(tokens, end);
  const year = behind?.year ?? inferYear(reference, month, isPastAt(tokens, index));
  return { day: { year, month, day: lastDayOf(year, month) }, precision: 'quarter', end: behind?.end ?? end };
}

/** `next year`, `end of the year`, `this quarter`, `next month`, `Christmas`, `summer 2027`, `asap`. */
function relative(tokens: readonly Token[], index: number, reference: CalendarDay): Reading | undefined {
  const [first, second] = [lowerAt(tokens, index), lowerAt(tokens, index + 1)];
  if (first === 'asap' || (first === 'as' && second === 'soon' && lowerAt(tokens, index + 3) === 'possible')) {
    return { day: reference, precision: 'day', end: index + (first === 'asap' ? 1 : 4) };
  }
  if (first === 'eoy' || (first === 'year' && second === 'end'))
    return yearReading(reference.year, index + (first === 'eoy' ? 1 : 2));
  const season = seasonEnd(first);
  if (season !== undefined) {
    const behind = yearBehind(tokens, index + 1);
    const isMentioned = behind !== undefined || prepositions.has(lowerAt(tokens, index - 1));
    if (!isMentioned) return undefined;
    const year = behind?.year ?? inferYear(reference, season, isPastAt(tokens, index));
    return {
      day: { year, month: season, day: lastDayOf(year, season) },
      precision: 'quarter',
      end: behind?.end ?? index + 1,
    };
  }
  const steps =
    first === 'next' || first === 'following'
      ? 1
      : first === 'this' || first === 'current' || first === 'the'
        ? 0
        : first === 'last'
          ? -1
          : undefined;
  if (steps === undefined) return undefined;
  if (first === 'the' && !['of', 'before'].includes(lowerAt(tokens, index - 1))) return undefined;
  if (second === 'year') return yearReading(reference.year + steps, index + 2);
  if (second === 'quarter')
    return monthsFrom(reference, Math.ceil(reference.month / 3) * 3 + steps * 3, 'quarter', index + 2);
  return second === 'month' ? monthsFrom(reference, reference.month + steps, 'month', index + 2) : undefined;
}

function yearReading(year: number, end: number): Reading {
  return { day: { year, month: 12, day: 31 }, precision: 'year', end };
}

/** A month counted from January of the reference's year; it may lie in another year. */
function monthsFrom(reference: CalendarDay, count: number, precision: 'month' | 'quarter', end: number): Reading {
  const year = reference.year + Math.floor((count - 1) / 12);
  const month = ((((count - 1) % 12) + 12) % 12) + 1;
  return { day: { year, month, day: lastDayOf(year, month) }, precision, end };
}

function bareYear(tokens: readonly Token[], index: number): Reading | undefined {
  const year = tokens[index]?.kind === 'number' ? yearAt(tokens, index) : undefined;
  const isYear = year !== undefined && (prepositions.has(lowerAt(tokens, index - 1)) || tokens.length <= 2);
  return isYear ? yearReading(year, index + 1) : undefined;
}

/** "Early", "beginning of" and "mid" move the last day of a year or a quarter forward. */
function narrowed(tokens: readonly Token[], index: number, reading: Reading): Reading {
  const before = [1, 2, 3].map((back) => lowerAt(tokens, index - back));
  const isEarly =
    before[0] === 'early' || (before.includes('of') && ['beginning', 'start'].some((word) => before.includes(word)));
  const isMid =
    before[0] === 'mid' ||
    (before[0] === '-' && before[1] === 'mid') ||
    (before.includes('of') && before.includes('middle'));
  if (reading.precision !== 'year' || !(isEarly || isMid)) return reading;
  const month = isEarly ? 3 : 6;
  return {
    ...reading,
    day: { year: reading.day.year, month, day: lastDayOf(reading.day.year, month) },
    precision: 'quarter',
  };
}

/**
 * All dates of a text. Where the year is missing, the next such date after `reference` is meant, after "since" the last.
 * @param isTaken tokens that belong to a name
 */
export function findDates(
  text: string,
  tokens: readonly Token[],
  reference: CalendarDay,
  isTaken: (index: number) => boolean,
): FoundDate[] {
  const dates: FoundDate[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    const isCapital = token !== undefined && /\p{Lu}/u.test(text.charAt(token.start));
    const reading = isTaken(index)
      ? undefined
      : (numeric(tokens, index) ??
        named(tokens, index, reference, isCapital) ??
        quarterly(tokens, index, reference) ??
        relative(tokens, index, reference) ??
        bareYear(tokens, index));
    if (reading === undefined) {
      index += 1;
      continue;
    }
    const { day, precision, end } = narrowed(tokens, index, reading);
    dates.push({ fact: { kind: 'date', date: toIso(day), precision }, start: index, end });
    index = end;
  }
  return dates;
}
