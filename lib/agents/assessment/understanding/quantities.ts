import type { Fact } from '#lib/domain/assessment/facts';
import { countUnits, durationUnits, sizeUnits, type Unit } from '#lib/domain/assessment/units';
import { type Amount, readAmount } from './amounts.ts';
import { readCurrency } from './currencies.ts';
import { normalizeWord, type Token } from './lexer.ts';
import { PhraseIndex } from './phrase-index.ts';

export type QuantityFact = Extract<Fact, { kind: 'count' | 'percentage' | 'money' | 'duration' }>;

/** A quantity in a text. `isBare` has no unit; `isRejected` was named to be denied: the 20 of "12, not 20". */
export type Quantity = {
  fact: QuantityFact;
  start: number;
  end: number;
  isBare: boolean;
  isRejected: boolean;
  isWord: boolean;
  /** A bare number before the plural of something no unit knows: the 12 of "12 trucks". */
  countsThings?: true;
};

type Measure = { kind: 'count' | 'size' | 'duration'; unit: Unit };

const measures = new PhraseIndex<Measure>();
for (const unit of durationUnits) for (const noun of unit.nouns) measures.add(noun, { kind: 'duration', unit });
for (const unit of sizeUnits) for (const noun of unit.nouns) measures.add(noun, { kind: 'size', unit });
for (const unit of countUnits) for (const noun of unit.nouns) measures.add(noun, { kind: 'count', unit });

const endsLookahead = new Set(
  'and or but in on for by with to we is are per a an every each / at from while so that which who not , . ; : ( )'.split(
    ' ',
  ),
);
const approximations = new Set(
  'about around roughly approximately approx circa ca ~ nearly almost some maybe say ≈ perhaps probably'.split(' '),
);
const periods = new Map<string, 'day' | 'week' | 'month' | 'year'>([
  ['day', 'day'],
  ['daily', 'day'],
  ['week', 'week'],
  ['weekly', 'week'],
  ['month', 'month'],
  ['monthly', 'month'],
  ['year', 'year'],
  ['yearly', 'year'],
  ['annually', 'year'],
  ['annual', 'year'],
  ['annum', 'year'],
]);

const lowerAt = (tokens: readonly Token[], index: number) => tokens[index]?.lower ?? '';
const normAt = (tokens: readonly Token[], index: number) => normalizeWord(lowerAt(tokens, index));

type Bound = { low?: true; high?: true; approximate?: true; isRejected?: true };

/** The words before a number: "about", "more than", "up to", "not". */
function readBound(tokens: readonly Token[], start: number): Bound {
  const bound: Bound = {};
  for (let index = start - 1, steps = 0; index >= 0 && steps < 4; index -= 1, steps += 1) {
    const [word, before] = [lowerAt(tokens, index), lowerAt(tokens, index - 1)];
    const isThan = word === 'than';
    const isDenied = ['no', 'not'].includes(lowerAt(tokens, index - 2));
    if (approximations.has(word)) bound.approximate = true;
    else if (word === '.' && ['ca', 'approx'].includes(before)) continue;
    else if (isThan && before === 'rather') bound.isRejected = true;
    else if (isThan && ['more', 'greater', 'bigger', 'higher'].includes(before))
      bound[isDenied ? 'high' : 'low'] = true;
    else if (isThan && ['less', 'fewer', 'lower', 'smaller'].includes(before)) bound[isDenied ? 'low' : 'high'] = true;
    else if (['over', 'above', '>', '≥', 'exceeding'].includes(word) || (word === 'least' && before === 'at'))
      bound.low = true;
    else if (
      ['under', 'below', '<', '≤', 'max', 'maximum'].includes(word) ||
      (word === 'to' && before === 'up') ||
      (word === 'most' && before === 'at')
    )
      bound.high = true;
    else if (['not', 'instead', "isn't", "wasn't", "aren't"].includes(word) || (word === 'of' && before === 'instead'))
      bound.isRejected = true;
    else if (!isThan && !['up', 'at', 'of', '='].includes(word) && !isCurrencyWord(word)) break;
    if (bound.isRejected) break;
  }
  return bound;
}

const isCurrencyWord = (word: string): boolean => ['€', '$', '£', 'eur', 'usd', 'gbp', 'chf'].includes(word);

/** A second amount that makes a range: `3-5`, `3 to 5`, `between 3 and 5`. */
function readRangeEnd(text: string, tokens: readonly Token[], first: Amount, isMoney: boolean): Amount | undefined {
  let index = first.end;
  if (lowerAt(tokens, index) === '%' || readCurrency(text, tokens[index])) index += 1;
  const link = lowerAt(tokens, index);
  const isBetween = ['between', 'from'].some((word) =>
    [1, 2, 3].some((back) => lowerAt(tokens, first.start - back) === word),
  );
  if (!(['-', '–', '—', 'to', 'or'].includes(link) || (link === 'and' && isBetween))) return undefined;
  const offset = readCurrency(text, tokens[index + 1]) ? 2 : 1;
  const second = readAmount(tokens, index + offset, isMoney);
  if (second === undefined) return undefined;
  if (['-', '–', '—'].includes(link) && second.isWord && !first.isWord) return undefined;
  return second;
}

/** The unit noun within the next words: `40 full-time data engineers` are specialists. */
function readMeasure(tokens: readonly Token[], from: number): { measure: Measure; end: number } | undefined {
  for (let index = from, words = 0; index < tokens.length && words < 4; index += 1) {
    const match = measures.matchAt(tokens, index);
    const measure = match?.values[0];
    if (match && measure) {
      // "1200 customer emails" are emails: a singular before another unit only says of what kind they are.
      const head = lowerAt(tokens, match.end - 1).endsWith('s') ? undefined : measures.matchAt(tokens, match.end);
      const named = head?.values[0];
      return head && named?.kind === 'count' && measure.kind === 'count'
        ? { measure: named, end: head.end }
        : { measure, end: match.end };
    }
    const token = tokens[index];
    if (token === undefined || token.kind === 'number' || endsLookahead.has(token.lower)) return undefined;
    if (token.kind === 'word') words += 1;
    else if (token.lower !== '-' && token.lower !== '+') return undefined;
  }
  return undefined;
}

/** `a month`, `per week`, `/year`, `monthly` behind a quantity. */
function readPeriod(
  tokens: readonly Token[],
  from: number,
): { per: 'day' | 'week' | 'month' | 'year'; end: number } | undefined {
  for (let index = from; index < Math.min(tokens.length, from + 4); index += 1) {
    const word = normAt(tokens, index);
    const before = lowerAt(tokens, index - 1);
    const per = periods.get(word) ?? (word === 'p' && lowerAt(tokens, index + 2) === 'a' ? 'year' : undefined);
    if (per === undefined) {
      if (['.', ';', ',', '\n'].includes(word) || tokens[index]?.kind === 'number') return undefined;
      continue;
    }
    const isAdverb = word.endsWith('ly') || word === 'annual' || word === 'p';
    if (isAdverb || ['a', 'per', 'each', 'every', '/', 'an'].includes(before)) return { per, end: index + 1 };
  }
  return undefined;
}

const notThings = new Set(
  'always sometimes perhaps besides towards afterwards nowadays does was has this thus plus minus yes percents points'.split(
    ' ',
  ),
);
const functionWords = new Set('of as if then than out more less or so though i you they it'.split(' '));

/** Whether a number is followed by a plural, with at most one word between: "12 trucks", "12 old trucks". */
function precedesThings(tokens: readonly Token[], from: number): boolean {
  for (let index = from; index < from + 2; index += 1) {
    const token = tokens[index];
    const isOther = token?.kind !== 'word' || endsLookahead.has(token.lower) || functionWords.has(token.lower);
    if (isOther || notThings.has(token.lower)) return false;
    if (token.lower.length > 3 && token.lower.endsWith('s') && token.norm !== token.lower) return true;
  }
  return false;
}

type Parts = { value: number; min?: number; max?: number; approximate?: true };

function toParts(first: Amount, second: Amount | undefined, bound: Bound, scale = 1): Parts {
  const round = (value: number) => Number((value * scale).toPrecision(12));
  const about = bound.approximate || first.isVague ? ({ approximate: true } as const) : {};
  if (second) {
    // "200-300k": the multiplier of the second holds for the first.
    const low =
      second.value > first.value * second.multiplier && first.multiplier === 1
        ? first.value * second.multiplier
        : first.value;
    const [min, max] = low <= second.value ? [low, second.value] : [second.value, low];
    return { value: round((min + max) / 2), min: round(min), max: round(max), ...about };
  }
  const value = round(first.value);
  if (bound.low) return { value, min: value, ...about };
  return bound.high ? { value, max: value, ...about } : { value, ...about };
}

function readQuantity(text: string, tokens: readonly Token[], index: number): Quantity | undefined {
  const before = readCurrency(text, tokens[index - 1]);
  const amount = readAmount(tokens, index, before !== undefined);
  if (amount === undefined) return undefined;
  const bound = readBound(tokens, before ? index - 1 : index);
  // "Not 180k - 150k" puts one number in the place of the other.
  const isReplaced = bound.isRejected === true && ['-', '–', '—'].includes(lowerAt(tokens, amount.end));
  const second = isReplaced ? undefined : readRangeEnd(text, tokens, amount, before !== undefined);
  let end = second?.end ?? amount.end;
  if (lowerAt(tokens, end) === '+') {
    bound.low = true;
    end += 1;
  }
  const start = before ? index - 1 : index;
  const common = { start, isBare: false, isRejected: bound.isRejected === true, isWord: amount.isWord };
  if (
    ['%', 'percent', 'pct', 'prozent'].includes(lowerAt(tokens, end)) ||
    (lowerAt(tokens, end) === 'per' && lowerAt(tokens, end + 1) === 'cent')
  ) {
    return {
      ...common,
      fact: { kind: 'percentage', ...toParts(amount, second, bound) },
      end: end + (lowerAt(tokens, end) === 'per' ? 2 : 1),
    };
  }
  const currency = before ?? readCurrency(text, tokens[end]) ?? readCurrency(text, tokens[amount.end]);
  if (currency) {
    if (!before && readCurrency(text, tokens[end])) end += 1;
    const period = readPeriod(tokens, end);
    const per = period?.per === 'month' || period?.per === 'year' ? period.per : 'once';
    const fact: QuantityFact = {
      kind: 'money',
      ...toParts(amount, second, bound, currency.scale),
      currency: currency.code,
      per,
    };
    return { ...common, fact, end: period && per !== 'once' ? period.end : end };
  }
  return readCounted(tokens, { amount, second, bound, end, common });
}

function readCounted(
  tokens: readonly Token[],
  read: {
    amount: Amount;
    second: Amount | undefined;
    bound: Bound;
    end: number;
    common: Omit<Quantity, 'fact' | 'end'>;
  },
): Quantity | undefined {
  const { amount, second, bound, common } = read;
  const periodDays = { day: 1, week: 7, month: 30, year: 365 } as const;
  const recurrence = ['times', 'time', 'x'].includes(lowerAt(tokens, read.end))
    ? readPeriod(tokens, read.end + 1)
    : undefined;
  if (recurrence && amount.value > 0) {
    // "Two or three times a year" is every 146 days.
    const times = toParts(amount, second, bound).value;
    return {
      ...common,
      fact: { kind: 'duration', value: Math.round(periodDays[recurrence.per] / times), recurring: true },
      end: recurrence.end,
    };
  }
  const measured = readMeasure(tokens, read.end);
  if (measured === undefined) {
    // A lone "one" is a pronoun, and so is "a couple".
    const isMe = lowerAt(tokens, amount.end - 1) === 'me';
    if (amount.isWord && amount.value < 1) return undefined;
    if (amount.isWord && !isMe && (amount.value === 1 || amount.isVague) && tokens.length > 3) return undefined;
    const bare = readPeriod(tokens, read.end);
    const recurring = bare ? { per: bare.per } : {};
    const fact: QuantityFact = { kind: 'count', ...toParts(amount, second, bound), unit: '', ...recurring };
    const things = precedesThings(tokens, read.end) ? ({ countsThings: true } as const) : {};
    return { ...common, fact, end: bare?.end ?? read.end, isBare: true, ...things };
  }
  const { measure, end } = measured;
  const period = readPeriod(tokens, end);
  const per = period ? { per: period.per } : {};
  const last = period?.end ?? end;
  const recurring = lowerAt(tokens, common.start - 1) === 'every' && period === undefined ? { recurring: true } : {};
  switch (measure.kind) {
    case 'duration':
      return {
        ...common,
        fact: { kind: 'duration', ...toParts(amount, second, bound, measure.unit.scale), ...per, ...recurring },
        end: last,
      };
    case 'size':
      return {
        ...common,
        fact: { kind: 'count', ...toParts(amount, second, bound, measure.unit.scale), unit: 'bytes', ...per },
        end: last,
      };
    case 'count':
      return {
        ...common,
        fact: { kind: 'count', ...toParts(amount, second, bound), unit: measure.unit.id, ...per },
        end: last,
      };
  }
}

/** "A third", "two thirds", "half of", "a quarter of": shares, as percentages. */
function readFraction(tokens: readonly Token[], index: number): Quantity | undefined {
  const [first, second, third] = [lowerAt(tokens, index), lowerAt(tokens, index + 1), lowerAt(tokens, index + 2)];
  const numerator = new Map([
    ['a', 1],
    ['one', 1],
    ['two', 2],
    ['three', 3],
  ]).get(first);
  const share = (value: number, length: number): Quantity => {
    const fact: QuantityFact = { kind: 'percentage', value, approximate: true };
    return { fact, start: index, end: index + length, isBare: false, isRejected: false, isWord: true };
  };
  if (numerator !== undefined && (second === 'third' || second === 'thirds'))
    return share(Math.round((numerator / 3) * 100), 2);
  if (numerator !== undefined && second.startsWith('quarter') && third === 'of') return share(numerator * 25, 2);
  const isShare =
    second === 'of' || ['by', 'about', 'roughly', 'around', 'only', 'than'].includes(lowerAt(tokens, index - 1));
  return first === 'half' && second !== 'a' && second !== 'an' && isShare ? share(50, 1) : undefined;
}

const beforeSingle = new Set(
  'within in takes take took about than after under over for only just roughly around least most nearly almost'.split(
    ' ',
  ),
);

/** "Within a day", "takes about an hour": one of a unit of time. */
function readSingle(tokens: readonly Token[], index: number): Quantity | undefined {
  if (!['a', 'an'].includes(lowerAt(tokens, index)) || !beforeSingle.has(lowerAt(tokens, index - 1))) return undefined;
  const unit = durationUnits.find(({ nouns }) => nouns.includes(lowerAt(tokens, index + 1)));
  if (unit?.scale === undefined) return undefined;
  return {
    fact: { kind: 'duration', value: unit.scale },
    start: index,
    end: index + 2,
    isBare: false,
    isRejected: false,
    isWord: true,
  };
}

/** "5 data engineers and 2 data scientists" are 7 specialists. */
function addUp(tokens: readonly Token[], earlier: readonly Quantity[], quantity: Quantity): Quantity[] {
  const last = earlier.at(-1);
  const { fact } = quantity;
  const link = last && quantity.start - last.end === 1 ? lowerAt(tokens, last.end) : '';
  const isSum = ['and', 'plus', '&', ',', '+'].includes(link) && !quantity.isBare && !quantity.isRejected;
  if (!last || !isSum || last.fact.kind !== 'count' || fact.kind !== 'count' || last.fact.unit !== fact.unit) {
    return [...earlier, quantity];
  }
  const isExact = [last.fact, fact].every(
    ({ min, max, per }) => min === undefined && max === undefined && per === undefined,
  );
  if (!isExact || !['specialists', 'people'].includes(fact.unit)) return [...earlier, quantity];
  const sum = { ...last.fact, value: last.fact.value + fact.value };
  return [...earlier.slice(0, -1), { ...last, fact: sum, end: quantity.end }];
}

/**
 * All quantities of a text from left to right.
 * @param isTaken tokens that belong to a date or a name, such as the 27001 of ISO 27001
 */
export function findQuantities(
  text: string,
  tokens: readonly Token[],
  isTaken: (index: number) => boolean,
): Quantity[] {
  const quantities: Quantity[] = [];
  for (let index = 0; index < tokens.length; ) {
    const isSlashed = [index - 1, index + 1].some(
      (at) => lowerAt(tokens, at) === '/' && tokens[at * 2 - index]?.kind === 'number',
    );
    const quantity =
      isTaken(index) || isSlashed
        ? undefined
        : (readFraction(tokens, index) ?? readQuantity(text, tokens, index) ?? readSingle(tokens, index));
    if (quantity) quantities.push(quantity);
    index = Math.max(index + 1, quantity?.end ?? 0);
  }
  return quantities.reduce<Quantity[]>((merged, quantity) => addUp(tokens, merged, quantity), []);
}
