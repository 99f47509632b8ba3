import { takeCitations } from './citations.ts';
import { takeDates } from './dates.ts';
import { isKnownName, namesIn, wordsOf } from './names.ts';
import { isKnownNumber, numbersIn } from './numbers.ts';

/** What may be said: all that stands in some values. */
export interface Facts {
  readonly numbers: readonly number[];
  readonly words: ReadonlySet<string>;
  readonly dates: ReadonlySet<string>;
  /** All texts, in small letters and with single spaces. */
  readonly text: string;
}

/** Gathers the facts out of values as JSON has them. How long a list is counts as a fact too. */
export function gatherFacts(...values: readonly unknown[]): Facts {
  const numbers: number[] = [];
  const texts: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === 'number') numbers.push(value);
    else if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) {
      numbers.push(value.length);
      for (const item of value) gather(item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        // Names of fields are words that may be said: `budgetUsd` is a budget.
        texts.push(key.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '));
        gather(item);
      }
    }
  };
  for (const value of values) gather(value);
  const text = texts.join('\n');
  const { dates, rest } = takeDates(text);
  const stated = numbersIn(rest).flatMap(({ readings }) => readings.map(({ value }) => value));
  return {
    numbers: [...new Set([...numbers, ...stated, ...dates.map(({ iso }) => Number(iso.slice(0, 4)))])],
    words: new Set(wordsOf(text)),
    dates: new Set(dates.flatMap(({ iso }) => [iso, iso.slice(0, 7)])),
    text: flatten(text),
  };
}

/** A claim that the facts do not hold. */
export interface Ungrounded {
  readonly kind: 'number' | 'name' | 'citation' | 'date';
  readonly claim: string;
}

/** The numbers, names, dates and citations of a text that the facts do not hold. */
export function ungroundedIn(text: string, facts: Facts): Ungrounded[] {
  const { citations, rest } = takeCitations(text);
  const { dates, rest: plain } = takeDates(rest);
  return [
    ...citations
      .filter((citation) => !mentions(facts.text, citation))
      .map((claim) => ({ kind: 'citation', claim }) as const),
    ...dates.filter(({ iso }) => !facts.dates.has(iso)).map((date) => ({ kind: 'date', claim: date.text }) as const),
    ...numbersIn(plain)
      .filter((number) => !isKnownNumber(number, facts.numbers))
      .map((number) => ({ kind: 'number', claim: number.text }) as const),
    ...unknownCurrencies(plain, facts).map((claim) => ({ kind: 'name', claim }) as const),
    ...namesIn(plain)
      .filter((name) => !isKnownName(name, facts.words))
      .map((claim) => ({ kind: 'name', claim }) as const),
  ];
}

const currencies: readonly (readonly [string, string])[] = [
  ['$', 'usd'],
  ['€', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
];

/** The currencies that stand at amounts by their signs alone, and not in the facts by sign or code. */
function unknownCurrencies(text: string, facts: Facts): string[] {
  return currencies.flatMap(([sign, code]) => {
    const isKnown = facts.words.has(code) || facts.text.includes(sign);
    return text.includes(sign) && !isKnown ? [sign] : [];
  });
}

/** Whole: `A1` is not mentioned where only `A12` is. */
function mentions(text: string, part: string): boolean {
  const flat = flatten(part);
  for (let at = text.indexOf(flat); at !== -1; at = text.indexOf(flat, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + flat.length]];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

function flatten(text: string): string {
  return text.toLowerCase().replaceAll(/[‘’]/g, "'").replaceAll(/\s+/g, ' ').trim();
}
