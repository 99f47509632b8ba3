import { readRate } from '../facts/quantities.ts';

/** Statements that answer a question of the bank, by what they speak of; the first that fits counts. */
const statements: readonly (readonly [string, RegExp])[] = [
  ['peak-load', /\bpeak\b.*\d/i],
  ['budget', /\bbudget\b.*\d|\bmay cost\b.*\d|\bcost\b.*\b(?:at most|below|under|max)/i],
  ['recovery-targets', /\b(?:rto|rpo)\b.*\d/i],
  ['availability-target', /\b(?:availability|uptime)\b.*\d/i],
  ['latency-target', /\b(?:latency|p\d{2,3}|response time)\b.*\d/i],
  ['function-duration', /\b(?:duration|runs? for|takes?)\b.*\d+\s*(?:ms|milliseconds?|s|seconds?)\b/i],
  ['retention', /\b(?:retention|retain(?:ed)?|kept|keep|delete[ds]? after)\b.*(?:\d|indefinite|forever)/i],
  ['growth', /\b(?:grow\w*|doubles?|triples?)\b/i],
  ['data-volume', /\b\d[\d.,]*\s*(?:k|m)?\s*(?:kb|mb|gb|tb|records|items|rows)\b/i],
  ['alerting', /\b(?:pagerduty|slack|opsgenie|on[- ]call|alerts? (?:go|are sent))\b/i],
  ['authentication', /\b(?:cognito|jwt|oauth|oidc|saml|api keys?|iam auth\w*)\b/i],
  ['compliance', /\b(?:gdpr|hipaa|pci|personal data|soc ?2)\b/i],
];

/** The question that a statement answers; null where it answers none. */
export function questionOf(text: string): string | null {
  const found = statements.find(([, pattern]) => pattern.test(text))?.[0];
  return found ?? (readRate(text) ? 'load' : null);
}
