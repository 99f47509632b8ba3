import type { Token } from './lexer.ts';
import { PhraseIndex } from './phrase-index.ts';

/** How often something happens, as the days between two times. */
const cadenceDays: Readonly<Record<string, number>> = {
  'real time|realtime|immediately|instantly|at once|same day|on the fly|continuously|self service': 0,
  'hourly|every hour': 1 / 24,
  'daily|nightly|every day|every night|each day|several times a day|multiple times a day|times a day|once a day': 1,
  'twice a week|several times a week|multiple times a week|times a week': 3,
  'every monday|every tuesday|every wednesday|every thursday|every friday|on mondays|on fridays|weekly|every week|once a week|each week': 7,
  'biweekly|bi weekly|fortnightly|every two weeks|every 2 weeks|every other week|every second week|every other monday|every other tuesday|every other wednesday|every other thursday|every other friday|every sprint|twice a month|each sprint': 14,
  'monthly|every month|once a month|each month': 30,
  'quarterly|every quarter|once a quarter|each quarter|every three months|every 3 months': 91,
  'twice a year|every six months|every 6 months|half yearly|semi annually': 182,
  'yearly|annually|every year|once a year|each year': 365,
};

const cadences = new PhraseIndex<{ days: number; isRecurring: boolean }>();
for (const [phrases, days] of Object.entries(cadenceDays)) {
  const cadence = { days, isRecurring: days > 0 };
  for (const phrase of phrases.split('|')) cadences.add(phrase, cadence);
}
cadences.add('overnight', { days: 1, isRecurring: false });

export type Cadence = { days: number; isRecurring: boolean; start: number; end: number };

/** All frequencies of a text: `weekly`, `every two weeks`, `in real time`. */
export function findCadences(tokens: readonly Token[]): Cadence[] {
  return cadences
    .findAll(tokens)
    .flatMap(({ values, start, end }) => values.map((cadence) => ({ ...cadence, start, end })));
}
