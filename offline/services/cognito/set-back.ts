import type { CognitoState } from './state.ts';

const TOTP_PERIOD_MS = 30_000;

/**
 * The clock went back: a lock-out lasts no longer than before, and what was said to hold from a moment that now lies ahead
 * holds from now. Sign-ins that a sign-out ended stay ended, by their refresh tokens.
 */
export function setBack({ store, context }: CognitoState, by: number): void {
  const now = context.clock.now();
  const change = (member: string, limit: number, value: string, ...values: number[]) =>
    store.run(
      `UPDATE users SET security = json_set(security, '${member}', ${value})
       WHERE json_extract(security, '${member}') > ?`,
      ...[...values, limit],
    );
  store.transaction(() => {
    change('$.lockedUntil', now, "json_extract(security, '$.lockedUntil') - ?", by);
    change('$.lastFailureAt', now, '?', now);
    change('$.signedOutAt', now, '?', now);
    // The codes of this moment count as not used yet.
    const step = Math.floor(now / TOTP_PERIOD_MS);
    change('$.totp.lastStep', step + 1, '?', step - 2);
  });
}
