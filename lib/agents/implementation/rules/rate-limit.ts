import { jsString } from '../text/literals.ts';
import { readParameters } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

const secondsIn: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

const secondsPerYear = 31_536_000;

/** At most `limit` records of one person within `windowSeconds` (or `per`: second, minute, hour, day). */
export const rateLimit: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const named = (['second', 'minute', 'hour', 'day'] as const)
    .map((unit) => ({
      seconds: secondsIn[unit],
      limit: parameters.number(`per${unit.slice(0, 1).toUpperCase()}${unit.slice(1)}`),
    }))
    .find(({ limit }) => limit !== undefined);
  const limit = named?.limit ?? parameters.number('limit', 'maximum', 'max', 'requests', 'count');
  const per = parameters.text('per', 'period', 'unit')?.toLowerCase().replace(/s$/, '');
  const seconds =
    named?.seconds ?? parameters.number('windowSeconds', 'seconds', 'window') ?? secondsIn[per ?? 'minute'];
  if (limit === undefined) return { reason: 'no parameter "limit" says how many.' };
  if (seconds === undefined) return { reason: `the period "${per}" is not second, minute, hour or day.` };
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000)
    return { reason: `the limit ${limit} is not a whole number from 1.` };
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > secondsPerYear) {
    return { reason: `a window of ${seconds} seconds is not a whole number from 1 to a year.` };
  }
  return {
    duty: 'rate-limit',
    says: `One person makes or changes at most ${limit} ${entity.name} in ${seconds} seconds.`,
    roles: [],
    ignored: parameters.ignored(),
    source: `const limit = ${limit};
const windowMilliseconds = ${seconds} * 1000;

/**
 * Counts per person in windows that begin with the first request of each.
 * @returns {import('../platform/types.js').Limiter}
 */
function createLimiter() {
  /** @type {Map<string, { since: number, count: number }>} */
  const windows = new Map();
  return {
    take(key, now) {
      const window = windows.get(key);
      if (window === undefined || now >= window.since + windowMilliseconds) {
        windows.set(key, { since: now, count: 1 });
        return { isAllowed: true, retryAfterMilliseconds: 0 };
      }
      if (window.count >= limit) {
        return { isAllowed: false, retryAfterMilliseconds: window.since + windowMilliseconds - now };
      }
      window.count += 1;
      return { isAllowed: true, retryAfterMilliseconds: 0 };
    },
    forgetBefore(now) {
      for (const [key, window] of windows) if (now >= window.since + windowMilliseconds) windows.delete(key);
      return windows.size;
    },
  };
}

/** @type {import('../platform/types.js').RateLimitRule} */
export const rateLimit = { rule: ${jsString(rule.id)}, createLimiter };
`,
    imports: ['rateLimit'],
    test: `const limit = ${limit};
const windowMilliseconds = ${seconds} * 1000;
const start = 1700000000000;
const allowed = { isAllowed: true, retryAfterMilliseconds: 0 };

test('allows ${limit} in a window and refuses the next until the window ends', () => {
  assert.equal(rateLimit.rule, ${jsString(rule.id)});
  const limiter = rateLimit.createLimiter();
  for (let count = 0; count < limit; count += 1) assert.deepEqual(limiter.take('ada', start), allowed);
  assert.deepEqual(limiter.take('ada', start), {
    isAllowed: false,
    retryAfterMilliseconds: windowMilliseconds,
  });
  assert.deepEqual(limiter.take('ada', start + windowMilliseconds - 1), {
    isAllowed: false,
    retryAfterMilliseconds: 1,
  });
  for (let count = 0; count < limit; count += 1) {
    assert.deepEqual(limiter.take('ada', start + windowMilliseconds), allowed);
  }
  assert.equal(limiter.take('ada', start + windowMilliseconds).isAllowed, false);
});

test('counts every person apart', () => {
  const limiter = rateLimit.createLimiter();
  for (let count = 0; count < limit; count += 1) limiter.take('ada', start);
  assert.deepEqual(limiter.take('grace', start), allowed);
});

test('forgets windows that are over, and only those', () => {
  const limiter = rateLimit.createLimiter();
  limiter.take('ada', start);
  assert.equal(limiter.forgetBefore(start + windowMilliseconds - 1), 1);
  assert.equal(limiter.forgetBefore(start + windowMilliseconds), 0);
});
`,
  };
};
