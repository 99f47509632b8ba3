import { guardrailKinds } from './finding.ts';
import { maskText } from './mask-text.ts';

/** Ids, times and places of code are numbers that look like people's. */
const ownKeys = /(?:[iI]d|Id?s|At|_id|[kK]ey|[aA]rn|[uU]rl|timestamp|level|service|location|version|sha256)$/;

/** One value of a log entry, without data about people and without secrets: for `JSON.stringify`. */
export function maskLogValue(key: string, value: unknown): unknown {
  return typeof value === 'string' && !ownKeys.test(key) ? maskText(value, guardrailKinds).text : value;
}
