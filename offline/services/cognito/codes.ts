import { randomInt } from 'node:crypto';
import { codeExpired, codeMismatch, limitExceeded } from './faults.ts';
import type { CognitoState } from './state.ts';
import type { User } from './users.ts';

/** What a code is for; one is open per user and purpose, a newer one replaces it. */
export type CodePurpose = 'confirm' | 'reset' | 'verify:email' | 'verify:phone_number';

const HOUR_MS = 3_600_000;
const LIFETIME_MS = {
  confirm: 24 * HOUR_MS,
  reset: HOUR_MS,
  'verify:email': 24 * HOUR_MS,
  'verify:phone_number': 24 * HOUR_MS,
} as const satisfies Record<CodePurpose, number>;
const MOST_FAILURES = 5;

/** Six digits. */
export const randomCode = (digits = 6): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** Makes a code. `value` is what it will confirm, where an attribute changes only once verified. */
export function createCode(state: CognitoState, user: User, purpose: CodePurpose, value?: string): string {
  const code = randomCode();
  state.store.run(
    'INSERT OR REPLACE INTO codes (pool_id, username, purpose, code, value, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    user.poolId,
    user.username,
    purpose,
    code,
    value ?? null,
    state.context.clock.now() + LIFETIME_MS[purpose],
  );
  return code;
}

/**
 * Checks a code; it stays until `spendCode`, so that a refused new password does not use it up.
 * @throws ServiceError ExpiredCodeException, CodeMismatchException, after five failures LimitExceededException
 */
export function checkCode(state: CognitoState, user: User, purpose: CodePurpose, code: string): { value?: string } {
  const key = [user.poolId, user.username, purpose] as const;
  const row = state.store.get('SELECT * FROM codes WHERE pool_id = ? AND username = ? AND purpose = ?', ...key);
  if (!row || Number(row.expires_at) <= state.context.clock.now()) throw codeExpired();
  if (Number(row.failures) >= MOST_FAILURES) throw limitExceeded();
  if (row.code !== code.trim()) {
    const sql = 'UPDATE codes SET failures = failures + 1 WHERE pool_id = ? AND username = ? AND purpose = ?';
    state.store.run(sql, ...key);
    throw codeMismatch();
  }
  return typeof row.value === 'string' ? { value: row.value } : {};
}

export function spendCode({ store }: CognitoState, user: User, purpose: CodePurpose): void {
  const sql = 'DELETE FROM codes WHERE pool_id = ? AND username = ? AND purpose = ?';
  store.run(sql, user.poolId, user.username, purpose);
}
