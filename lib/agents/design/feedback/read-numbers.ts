import { findRegionCodes } from '../regions.ts';
import { approvers, type WordChanges, type Words } from '../words.ts';

/** What a sentence asks for: changes with what they mean, or why it cannot be. */
export type Reading = { words: WordChanges; says: string } | { refused: string };

const daysOf = { day: 1, week: 7, month: 30, year: 365 } as const;
const amount = /(\d[\d,]*(?:\.\d+)?)/;
const toNumber = (digits: string | undefined) => Number((digits ?? '').replaceAll(',', ''));
const counts: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5 };

function readRetention(sentence: string, words: Words): Reading[] {
  if (!/\b(?:keep|kept|retain|retention|delete|deleted|store|stored)\b/i.test(sentence)) return [];
  const found = /\b(\d{1,4})\s*(day|week|month|year)s?\b/i.exec(sentence);
  const unit = found?.[2]?.toLowerCase();
  if (unit !== 'day' && unit !== 'week' && unit !== 'month' && unit !== 'year') return [];
  const days = toNumber(found?.[1]) * daysOf[unit];
  if (days < 1 || days > 36_500) return [{ refused: `${days} days are not between 1 and 36,500` }];
  if (!/\b(?:log|logs|decision|decisions|audit)\b/i.test(sentence))
    return [{ words: { statedDays: days, caseDays: days }, says: `records are kept ${days} days` }];
  const least = words.get('logDays')?.value;
  const law = words.get('logLaw')?.value;
  if (typeof least === 'number' && law !== undefined && days < least)
    return [{ refused: `decisions must be kept ${least} days at least (${law})` }];
  return [{ words: { logDays: days, logLaw: 'as asked at approval' }, says: `decisions are kept ${days} days` }];
}

function readShares(sentence: string): Reading[] {
  const readings: Reading[] = [];
  const percent = /(\d{1,3}(?:\.\d+)?)\s*(?:%|percent|per cent)/i.exec(sentence)?.[1];
  const decimal = /\b(0?\.\d+)\b/.exec(sentence)?.[1];
  if (/\bconfiden(?:ce|t)\b|\bunsure\b/i.test(sentence)) {
    const value = decimal === undefined ? toNumber(percent) / 100 : Number(decimal);
    if (value > 0 && value < 1)
      readings.push({ words: { confidence: value }, says: `the bound of confidence is ${value}` });
  }
  if (/\bsampl|\bspot check|\brandom/i.test(sentence) && percent !== undefined) {
    const share = toNumber(percent);
    readings.push(
      share > 0 && share < 100
        ? { words: { samplePercent: share }, says: `${share} % are checked` }
        : { refused: `a sample of ${share} % is none` },
    );
  }
  if (/\bcomplete(?:ness)?\b/i.test(sentence) && percent !== undefined) {
    const share = toNumber(percent);
    if (share <= 100)
      readings.push({ words: { completeness: share }, says: `the bound of completeness is ${share} %` });
  }
  return readings;
}

function readRates(sentence: string): Reading[] {
  const per = (period: string) =>
    new RegExp(`${amount.source}\\s+(?:[\\p{L}-]+\\s+){0,3}(?:an?|per|each|every)\\s+${period}\\b`, 'iu').exec(
      sentence,
    )?.[1];
  const [hour, month] = [per('hour'), per('month')];
  const readings: Reading[] = [];
  const limit = Math.round(toNumber(hour));
  if (hour !== undefined && limit >= 1 && limit <= 1_000_000)
    readings.push({ words: { limitPerHour: limit }, says: `the limit is ${limit} an hour` });
  const cases = Math.round(toNumber(month));
  const isMoney = /(?:\$|€|£|\busd\b|\beur\b|dollar|euro)/i.test(sentence);
  if (month !== undefined && !isMoney && cases >= 1 && cases <= 1_000_000_000)
    readings.push({ words: { casesPerMonth: cases }, says: `the volume is ${cases} a month` });
  return readings;
}

function readApprovals(sentence: string): Reading[] {
  if (!/\bapprov|\bsign(?:ed|s)?\b|\breview|\brelease/i.test(sentence)) return [];
  const readings: Reading[] = [];
  const count = /\b(one|two|three|four|five|\d{1,2})\s+(?:approvals?|approvers?|people|persons|signatures?)\b/i.exec(
    sentence,
  )?.[1];
  const number = count === undefined ? 0 : (counts[count.toLowerCase()] ?? Number(count));
  if (number >= 1 && number <= 20)
    readings.push({ words: { approvals: number }, says: `${number} approvals are needed` });
  const role = /\b(?:by|from|of)\b/i.test(sentence)
    ? approvers.exec(sentence.replace(/\bagent\b/gi, ''))?.[1]?.toLowerCase()
    : undefined;
  if (role) readings.push({ words: { approver: role, role }, says: `the role that approves is ${role}` });
  if (/\b(?:every|each|all)\b/i.test(sentence))
    readings.push({ words: { approveAll: 'yes' }, says: 'every result is approved by a person' });
  return readings;
}

function readRegion(sentence: string, words: Words): Reading[] {
  const codes = findRegionCodes(sentence);
  if (codes.length === 0) return [];
  const place = words.get('place');
  const allowed = words.get('regions')?.value;
  const bound = place && !place.sources.includes('feedback') ? String(allowed ?? '').split(', ') : undefined;
  const outside = bound ? codes.filter((code) => !bound.includes(code)) : [];
  if (outside.length > 0)
    return [
      {
        refused: `${outside.join(', ')} lies outside ${place?.value}, where the data has to stay by ${place?.sources.join(', ')}`,
      },
    ];
  const value = { region: codes[0] ?? '', regions: codes.join(', '), place: place?.value ?? codes.join(', ') };
  return [{ words: value, says: `the region is ${codes.join(', ')}` }];
}

function readModel(sentence: string): Reading[] {
  const asked = /\b(?:use|take|with|switch to|prefer|choose)\s+(?:claude\s+)?(haiku|sonnet)\b/i
    .exec(sentence)?.[1]
    ?.toLowerCase();
  if (asked === undefined) return [];
  const task = asked === 'sonnet' ? 'writing' : 'reading';
  return [{ words: { task }, says: `the model is Claude ${asked === 'sonnet' ? 'Sonnet' : 'Haiku'}` }];
}

/** Numbers, roles, regions and models that a sentence of an approver sets. */
export function readSettings(sentence: string, words: Words): Reading[] {
  return [
    ...readRetention(sentence, words),
    ...readShares(sentence),
    ...readRates(sentence),
    ...readApprovals(sentence),
    ...readRegion(sentence, words),
    ...readModel(sentence),
  ];
}
