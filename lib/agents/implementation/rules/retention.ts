import { jsString } from '../text/literals.ts';
import { readParameters } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

const daysIn = { days: 1, months: 30, years: 365 } as const;

/** Records are deleted `days` (or `months` of 30, or `years` of 365 days) after they were made. */
export const retention: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const given = [
    parameters.number('days', 'retentionDays', 'maximumDays'),
    scaled(parameters.number('months', 'retentionMonths'), daysIn.months),
    scaled(parameters.number('years', 'retentionYears'), daysIn.years),
  ].find((days) => days !== undefined);
  const exact = given ?? entity.retentionDays ?? undefined;
  if (exact === undefined)
    return { reason: 'neither a parameter "days" nor the entity says how long records are kept.' };
  const days = Math.round(exact);
  if (days <= 0 || days > 36_500) return { reason: `${days} days are not between 0 and 36500.` };
  return {
    duty: 'retention',
    says: `Each ${entity.name} is deleted ${days} days after it was made.`,
    roles: [],
    ignored: parameters.ignored(),
    source: `const days = ${days};
const millisecondsPerDay = 86400000;

/**
 * The moment from which a record may no longer be kept.
 * @param {Date} createdAt
 * @returns {Date}
 */
function expiresAt(createdAt) {
  return new Date(createdAt.getTime() + days * millisecondsPerDay);
}

/**
 * Whether a record may no longer be kept.
 * @param {Date} createdAt
 * @param {Date} now
 * @returns {boolean}
 */
function isExpired(createdAt, now) {
  return now >= expiresAt(createdAt);
}

/** @type {import('../platform/types.js').RetentionRule} */
export const retention = { rule: ${jsString(rule.id)}, expiresAt, isExpired };
`,
    imports: ['retention'],
    test: `const createdAt = new Date('2026-01-31T12:00:00.000Z');
const end = createdAt.getTime() + ${days} * 24 * 60 * 60 * 1000;

test('keeps a record until the last moment of ${days} days', () => {
  assert.equal(retention.rule, ${jsString(rule.id)});
  assert.equal(retention.expiresAt(createdAt).getTime(), end);
  assert.equal(retention.isExpired(createdAt, createdAt), false);
  assert.equal(retention.isExpired(createdAt, new Date(end - 1)), false);
});

test('lets it go from then on', () => {
  assert.equal(retention.isExpired(createdAt, new Date(end)), true);
  assert.equal(retention.isExpired(createdAt, new Date(end + 1)), true);
});
`,
  };
};

function scaled(number: number | undefined, factor: number): number | undefined {
  return number === undefined ? undefined : number * factor;
}
