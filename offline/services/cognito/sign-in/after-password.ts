import { ServiceError } from '../../../kernel/errors.ts';
import { attributeSchemas } from '../attributes.ts';
import { notAuthorized, userDisabled } from '../faults.ts';
import { attributeList } from '../users.ts';
import { requireSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';
import type { AuthAnswer, SignIn } from './sign-in.ts';

/**
 * What follows a right password: a new one where it was temporary, a second factor, or tokens.
 * @throws ServiceError UserNotConfirmedException, PasswordResetRequiredException, NotAuthorizedException
 */
export async function afterPassword(signIn: SignIn): Promise<AuthAnswer> {
  const { state, user } = signIn;
  refuseUnready(signIn);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return requireSecondFactor(signIn);
  if ((user.security.temporaryUntil ?? Number.POSITIVE_INFINITY) <= state.context.clock.now()) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  return newPasswordChallenge(signIn);
}

/** Refuses users who may not sign in at all. */
export function refuseUnready({ user }: SignIn): void {
  if (!user.enabled) throw userDisabled();
  if (user.status === 'UNCONFIRMED') {
    throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
  }
}

function newPasswordChallenge({ state, pool, client, user, deviceKey }: SignIn): AuthAnswer {
  const missing = attributeSchemas(pool).filter(
    ({ Name, Required }) => Required && Name !== 'sub' && !user.attributes[Name],
  );
  const attributes = attributeList(user).filter(({ Name }) => Name !== 'sub');
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map(({ Name }) => `userAttributes.${Name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]))),
    },
    Session: openSession(state, client, {
      ...{ username: user.username, challenge: 'NEW_PASSWORD_REQUIRED' },
      ...(deviceKey && { deviceKey }),
    }),
  };
}
