import { describe, expect, it } from 'vitest';
import { dataOf, failureOf } from './request-failure.ts';

describe('an answer of the backend', () => {
  it('gives its data', () => {
    expect(dataOf({ data: [1] })).toEqual([1]);
  });

  it('is thrown where the backend refused, with a reason that may be shown', () => {
    const refused = () => dataOf({ data: null, errors: [{ errorType: 'Unauthorized', message: 'arn:aws:internal' }] });
    expect(refused).toThrow('Your role does not allow this.');
    try {
      refused();
    } catch (error) {
      expect(failureOf(error).code).toBe('Unauthorized');
    }
  });
});

describe('what to tell about something thrown', () => {
  it.each(['NoSignedUser', 'NoValidAuthTokens', 'NotAuthorizedException'])('is an ended session for %s', (name) => {
    expect(failureOf(Object.assign(new Error('x'), { name })).code).toBe('Unauthenticated');
  });

  it.each([new TypeError('Failed to fetch'), 'text', null])('is a backend out of reach for %s', (error) => {
    expect(failureOf(error).code).toBe('Unavailable');
  });
});
