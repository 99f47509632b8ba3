import { randomInt } from 'node:crypto';
import { ServiceError } from '../../kernel/errors.ts';
import { notAuthorized, wrongPassword } from './faults.ts';
import type { PasswordPolicy } from './settings.ts';
import { createVerifier, isPassword } from './srp.ts';
import type { CognitoState, Pool } from './state.ts';
import { saveUser, type User } from './users.ts';

const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/;
const FREE_FAILURES = 5;
const LONGEST_LOCK_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** @throws ServiceError InvalidPasswordException naming the first rule that the password breaks */
function checkPolicy(policy: PasswordPolicy, password: string): void {
  const broken = brokenRule(policy, password);
  if (broken) {
    throw new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${broken}`);
  }
}

function brokenRule(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.MinimumLength) return 'Password not long enough';
  if (password.length > 256) return 'Password too long';
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.RequireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.RequireNumbers && !/\d/.test(password)) return 'Password must have numeric characters';
  if (policy.RequireSymbols && !SYMBOL.test(password)) return 'Password must have symbol characters';
  return /^\s|\s$/.test(password) ? 'Password must not begin or end with a space' : undefined;
}

const owner = (pool: Pool, user: User) => ({ poolName: pool.name, userId: user.username });

/**
 * Gives the user object a new password, kept as a verifier; the caller saves it.
 * @throws ServiceError InvalidPasswordException, PasswordHistoryPolicyViolationException
 */
export function setPassword(state: CognitoState, pool: Pool, user: User, password: string, temporary = false): void {
  const policy = pool.settings.Policies.PasswordPolicy;
  checkPolicy(policy, password);
  const { security } = user;
  const known = security.password ? [security.password, ...(security.earlierPasswords ?? [])] : [];
  const history = known.slice(0, policy.PasswordHistorySize);
  if (history.some((verifier) => isPassword(owner(pool, user), password, verifier))) {
    throw new ServiceError(
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used. Choose a different one.',
    );
  }
  security.password = createVerifier(owner(pool, user), password);
  if (history.length > 0) security.earlierPasswords = history;
  const days = policy.TemporaryPasswordValidityDays;
  if (temporary) security.temporaryUntil = state.context.clock.now() + days * DAY_MS;
  else delete security.temporaryUntil;
  clearFailures(user);
}

/** A random password that the policy accepts. */
export function randomPassword(policy: PasswordPolicy): string {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length));
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%&*+-=?'];
  const letters = Array.from({ length: Math.max(policy.MinimumLength, 10) }, (_, index) =>
    pick(kinds[index % kinds.length] ?? ''),
  );
  return letters.join('');
}

/** @throws ServiceError NotAuthorizedException while the user is locked out */
export function refuseLocked(state: CognitoState, user: User): void {
  if ((user.security.lockedUntil ?? 0) > state.context.clock.now()) throw notAuthorized('Password attempts exceeded');
}

/**
 * Judges one attempt with a password. After five failures in a row each further one locks the user out, one second
 * first, then twice as long, 15 minutes at most; attempts while locked out do not count.
 * @throws ServiceError NotAuthorizedException
 */
export function judgeAttempt(state: CognitoState, pool: Pool, user: User, isRight: () => boolean): void {
  refuseLocked(state, user);
  if (isRight()) {
    if (clearFailures(user)) saveUser(state, pool, user);
    return;
  }
  const now = state.context.clock.now();
  const { security } = user;
  const isStale = now - (security.lastFailureAt ?? 0) > LONGEST_LOCK_MS;
  security.failures = (isStale ? 0 : (security.failures ?? 0)) + 1;
  security.lastFailureAt = now;
  if (security.failures >= FREE_FAILURES) {
    security.lockedUntil = now + Math.min(1000 * 2 ** (security.failures - FREE_FAILURES), LONGEST_LOCK_MS);
  }
  saveUser(state, pool, user);
  throw wrongPassword();
}

/** Checks a password given in the clear. @throws ServiceError NotAuthorizedException */
export function requirePassword(state: CognitoState, pool: Pool, user: User, password: string): void {
  judgeAttempt(state, pool, user, () => {
    const { password: verifier } = user.security;
    return verifier !== undefined && isPassword(owner(pool, user), password, verifier);
  });
}

function clearFailures({ security }: User): boolean {
  const had = security.failures !== undefined;
  delete security.failures;
  delete security.lastFailureAt;
  delete security.lockedUntil;
  return had;
}
