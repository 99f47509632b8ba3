/** Average days of a month and hours of it, as AWS bills them. */
export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3600;

const periods: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sec|secs|second|seconds)$/i, 1],
  [/^(?:m|min|mins|minute|minutes)$/i, 60],
  [/^(?:h|hr|hrs|hour|hours)$/i, 3600],
  [/^(?:d|day|days)$/i, 86_400],
  [/^(?:w|week|weeks)$/i, 604_800],
  [/^(?:mo|month|months)$/i, secondsPerMonth],
  [/^(?:y|year|years)$/i, secondsPerMonth * 12],
];

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  billion: 1e9,
};

const amount = String.raw`(\d{1,3}(?:[,'\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;

/** "1,000", "1.5k", "2 million"; NaN where it is no number. */
function numberOf(digits: string, scale?: string): number {
  return Number(digits.replace(/[,'\u00a0 ]/g, '')) * (scales[scale?.toLowerCase() ?? ''] ?? 1);
}

const secondsOf = (word: string): number | null => periods.find(([pattern]) => pattern.test(word))?.[1] ?? null;

/** Requests per second of "50 requests/s", "1.2 million calls a month", "300 rps"; null where no rate is stated. */
export function readRate(text: string): number | null {
  const rps = new RegExp(`${amount}\\s*(k|m)?\\s*(?:rps|req/s|r/s|tps|qps)\\b`, 'i').exec(text);
  if (rps?.[1]) return numberOf(rps[1], rps[2]);
  const rate = new RegExp(
    `${amount}\\s*(k|m|b|thousand|mio|millions?|billion)?\\s*(?:[\\p{L}-]+\\s+){0,4}?(?:[\\p{L}-]+\\s*)?(?:/|\\bper\\b|\\ba\\b|\\ban\\b|\\beach\\b|\\bevery\\b)\\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|mo|y|years?)\\b`,
    'iu',
  ).exec(text);
  if (rate?.[1] && rate[3]) {
    const seconds = secondsOf(rate[3]);
    return seconds === null ? null : numberOf(rate[1], rate[2]) / seconds;
  }
  const daily = new RegExp(
    `${amount}\\s*(k|m|thousand|millions?)?\\s*(?:[\\p{L}-]+\\s+){0,3}?(hourly|daily|weekly|monthly)\\b`,
    'iu',
  ).exec(text);
  if (!daily?.[1]) return null;
  const seconds = { hourly: 3600, daily: 86_400, weekly: 604_800, monthly: secondsPerMonth }[
    daily[3]?.toLowerCase() ?? ''
  ];
  return seconds === undefined ? null : numberOf(daily[1], daily[2]) / seconds;
}

/** USD a month of "200 USD a month", "$2,400 per year"; null for no amount or another currency. */
export function readBudget(text: string): number | null {
  const match = new RegExp(
    `(?:\\$|usd|us\\$)\\s*${amount}\\s*(k|m|million|thousand)?|${amount}\\s*(k|m|million|thousand)?\\s*(?:\\$|usd|us dollars|dollars)`,
    'i',
  ).exec(text);
  const digits = match?.[1] ?? match?.[3];
  if (!match || !digits) return null;
  const value = numberOf(digits, match[2] ?? match[4]);
  return /\b(?:a|per|each)\s+year\b|\byearly\b|\bannual/i.test(text) ? value / 12 : value;
}

/** Seconds of "120 ms" or "1.5 seconds"; null where no duration is stated. */
export function readDuration(text: string): number | null {
  const match = new RegExp(
    `${amount}\\s*(ms|msec|milliseconds?|s|secs?|seconds?|mins?|minutes?|hours?|h)\\b`,
    'i',
  ).exec(text);
  if (!match?.[1] || !match[2]) return null;
  const value = numberOf(match[1]);
  return /^m(?:s|sec|illi)/i.test(match[2]) ? value / 1000 : value * (secondsOf(match[2]) ?? 1);
}

/** 0.999 of "99.9 %"; null where no share between 50 % and 100 % is stated. */
export function readAvailability(text: string): number | null {
  const match = /(\d{2}(?:\.\d+)?|100)\s*%/.exec(text);
  const share = Number(match?.[1]) / 100;
  return match && share >= 0.5 && share < 1 ? share : null;
}

/** Kilobytes of one record, of "2 KB a record"; null where no such size is stated. */
export function readItemSize(text: string): number | null {
  const each = String.raw`(?:/|\s*(?:per|a|an|each|every)\s+)?\s*(?:work\s+)?(?:records?|items?|rows?|orders?|objects?|documents?)`;
  const match = new RegExp(`${amount}\\s*(bytes?|kb|kib|mb)\\s*${each}`, 'i').exec(text);
  if (!match?.[1] || !match[2]) return null;
  const value = numberOf(match[1]);
  return /^b/i.test(match[2]) ? value / 1024 : /^m/i.test(match[2]) ? value * 1024 : value;
}

/** Gigabytes stored, of "5 GB today"; null where none are stated. */
export function readStored(text: string): number | null {
  const match = new RegExp(`${amount}\\s*(gb|gib|tb|tib)\\b`, 'i').exec(text);
  if (!match?.[1] || !match[2]) return null;
  return numberOf(match[1]) * (/^t/i.test(match[2]) ? 1024 : 1);
}

/** 5 of "5 times the average", "5x", "doubles"; null where no factor is stated. */
export function readFactor(text: string): number | null {
  if (/\bdoubl\w*/i.test(text)) return 2;
  if (/\btripl\w*/i.test(text)) return 3;
  const match = new RegExp(`${amount}\\s*(?:x\\b|times|×|fold)`, 'i').exec(text);
  return match?.[1] ? numberOf(match[1]) : null;
}
