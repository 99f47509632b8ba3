import type { Fact, Polarity, Presence } from './facts.ts';
import { getPractice } from './practices.ts';
import { getProduct } from './products.ts';
import { countUnits } from './units.ts';

const polarityWords: Record<Polarity, string> = {
  yes: 'yes',
  no: 'no',
  partly: 'in part',
  planned: 'planned',
  unsure: 'not sure',
};

function withPresence(label: string, presence: Presence, negation: 'no' | 'not'): string {
  switch (presence) {
    case 'used':
      return label;
    case 'partial':
      return `${label} in part`;
    case 'planned':
      return `${label} planned`;
    case 'leaving':
      return `${label} being retired`;
    case 'absent':
      return `${negation} ${label.replace(/^(?:an?|the) /, '')}`;
    case 'unsure':
      return `${label} (not sure)`;
  }
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const plain = (value: number) => grouped.format(value);

function describeBytes(bytes: number): string {
  if (bytes >= 1e15) return `${plain(bytes / 1e15)} PB`;
  if (bytes >= 1e12) return `${plain(bytes / 1e12)} TB`;
  return bytes >= 1e9 ? `${plain(bytes / 1e9)} GB` : `${plain(bytes / 1e6)} MB`;
}

/** How often something happens: `every week`, `every 6 months`, `about every 5 months`, `at once`. */
function describeCadence(fact: Extract<Fact, { kind: 'duration' }>): string {
  const words = fact.min !== undefined && fact.max !== undefined ? fact.min : fact.value;
  const every = words === 0 ? 'at once' : `every ${describeDays(words).replace(/^1 |^about /, '')}`;
  const isAbout = fact.approximate === true || describeDays(words).startsWith('about ');
  const range = words === fact.value ? '' : ` to ${describeDays(fact.max ?? fact.value)}`;
  return `${isAbout ? 'about ' : ''}${every}${range}`;
}

/** Days in the unit a person would use: `0` is at once, `0.5` is 12 hours, `45` is 45 days, `180` is 6 months. */
function describeDays(days: number): string {
  const say = (value: number, unit: string) => `${plain(value)} ${unit}${value === 1 ? '' : 's'}`;
  if (days === 0) return 'at once';
  if (days < 1 / 24) return say(Math.round(days * 1_440), 'minute');
  // 1.7 days stand for a working week of 40 hours: hours stay hours until then.
  if (days < 10 && !Number.isInteger(days)) return say(Math.round(days * 240) / 10, 'hour');
  if (days >= 365 && days % 365 === 0) return say(days / 365, 'year');
  if (days >= 30 && days % 30 === 0) return say(days / 30, 'month');
  if (days === 91 || Math.floor(days) === 182) return say(days === 91 ? 3 : 6, 'month');
  if (days >= 7 && days % 7 === 0) return say(days / 7, 'week');
  // Five releases in two years are every 146 days: nobody counts those.
  return days > 100 ? `about ${say(Math.round(days / 30), 'month')}` : say(Math.round(days * 10) / 10, 'day');
}

function unitLabel(unit: string, isOne: boolean): string {
  const label = countUnits.find((candidate) => candidate.id === unit)?.label ?? unit;
  const singular = label === 'people' ? 'person' : label.replace(/s$/, '');
  return unit === '' ? '' : ` ${isOne ? singular : label}`;
}

type Quantity = Extract<Fact, { kind: 'count' | 'percentage' | 'money' | 'duration' }>;

function describeQuantity(fact: Quantity): string {
  if (fact.kind === 'duration' && fact.recurring) return describeCadence(fact);
  const say = (value: number): string => {
    switch (fact.kind) {
      case 'count':
        return fact.unit === 'bytes' ? describeBytes(value) : plain(value);
      case 'percentage':
        return `${plain(value)} %`;
      case 'money':
        return fact.currency === 'unknown' ? `${plain(value)} (no currency named)` : `${fact.currency} ${plain(value)}`;
      case 'duration':
        // "240 hours a week" of a team are not ten days a week.
        return fact.per !== undefined && value >= 1 / 24 ? `${plain(value * 24)} hours` : describeDays(value);
    }
  };
  const about = fact.approximate ? 'about ' : '';
  const amount =
    fact.min !== undefined && fact.max !== undefined ? `${say(fact.min)} to ${say(fact.max)}` : say(fact.value);
  const suffix = fact.kind === 'count' && fact.unit !== 'bytes' ? unitLabel(fact.unit, fact.value === 1) : '';
  const per = fact.kind === 'percentage' ? undefined : fact.per;
  const period = per === undefined || per === 'once' ? '' : ` a ${per}`;
  const bound = fact.min !== undefined && fact.max === undefined ? 'at least ' : '';
  const cap = fact.max !== undefined && fact.min === undefined ? 'up to ' : '';
  return `${about}${bound}${cap}${amount}${suffix}${period}`;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** `2027-03-15`, `March 2027`, `Q3 2027`, `2027`: as precise as it was said. */
function describeDate({ date, precision }: Extract<Fact, { kind: 'date' }>): string {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  if (precision === 'day') return date;
  if (precision === 'year') return year;
  return precision === 'quarter' && month % 3 === 0 ? `Q${month / 3} ${year}` : `${monthNames[month - 1]} ${year}`;
}

/** One fact in a few words: `40 TB`, `not Kafka`, `about EUR 250,000 a year`. */
export function describeFact(fact: Fact): string {
  switch (fact.kind) {
    case 'polarity':
      return polarityWords[fact.value];
    case 'count':
    case 'percentage':
    case 'money':
    case 'duration':
      return describeQuantity(fact);
    case 'date':
      return describeDate(fact);
    case 'product':
      return withPresence(getProduct(fact.id)?.label ?? fact.id, fact.presence, 'not');
    case 'practice':
      return withPresence(getPractice(fact.id)?.label ?? fact.id, fact.presence, 'no');
    case 'item':
      return fact.text;
  }
}

/** The facts of an answer in a few words. A plain yes or no is left out where other facts say the same and more. */
export function describeFacts(facts: readonly Fact[]): string {
  const isDenied = facts.some((fact) => 'presence' in fact && fact.presence === 'absent');
  const telling = facts.filter(
    (fact) =>
      fact.kind !== 'polarity' || facts.length === 1 || !(fact.value === 'yes' || (fact.value === 'no' && isDenied)),
  );
  return telling.map(describeFact).join('; ');
}
