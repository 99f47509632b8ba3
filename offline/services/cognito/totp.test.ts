import { expect, test } from 'vitest';
import { createTotpSecret, matchTotp, totpCode } from './totp.ts';

// RFC 6238, appendix B, SHA-1; its last six digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code);
});

test('a code counts one period early and late, and once', () => {
  const secret = createTotpSecret();
  const now = 3_000_000;
  const step = now / 30_000;
  for (const near of [step - 1, step, step + 1]) {
    expect(matchTotp(secret, totpCode(secret, near), now)).toEqual({ outcome: 'match', step: near });
  }
  expect(matchTotp(secret, totpCode(secret, step + 2), now)).toEqual({ outcome: 'mismatch' });
  expect(matchTotp(secret, totpCode(secret, step), now, step)).toEqual({ outcome: 'used' });
});
