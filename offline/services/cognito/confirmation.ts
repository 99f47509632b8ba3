import { notAuthorized } from './faults.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { runTrigger, triggerAttributes } from './triggers.ts';
import { saveChangedUser, type User } from './users.ts';

/** Where verification codes of a new account go: an address first, else a number; undefined where none is verified. */
export function verifiedDestination(
  { settings }: Pool,
  user: User,
): { attribute: 'email' | 'phone_number'; destination: string } | undefined {
  for (const attribute of ['email', 'phone_number'] as const) {
    const destination = user.attributes[attribute];
    if (settings.AutoVerifiedAttributes.includes(attribute) && destination) return { attribute, destination };
  }
  return undefined;
}

/** Where password reset codes go, in the order of the pool's recovery settings; only to verified places. */
export function recoveryDestination(
  { settings }: Pool,
  user: User,
): { attribute: 'email' | 'phone_number'; destination: string } | undefined {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [
    { Name: 'verified_phone_number', Priority: 1 },
    { Name: 'verified_email', Priority: 2 },
  ];
  for (const { Name } of mechanisms.toSorted((a, b) => a.Priority - b.Priority)) {
    const attribute =
      Name === 'verified_email' ? 'email' : Name === 'verified_phone_number' ? 'phone_number' : undefined;
    const destination = attribute && user.attributes[attribute];
    if (attribute && destination && user.attributes[`${attribute}_verified`] === 'true')
      return { attribute, destination };
  }
  return undefined;
}

/** @throws ServiceError NotAuthorizedException when the user is confirmed already */
export function requireUnconfirmed(user: User): void {
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
}

/** Makes an account usable and runs the PostConfirmation trigger. */
export async function confirmUser(
  state: CognitoState,
  input: {
    pool: Pool;
    client: Client | undefined;
    user: User;
    source: 'ConfirmSignUp' | 'ConfirmForgotPassword';
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<void> {
  const { pool, client, user, source, clientMetadata } = input;
  user.status = 'CONFIRMED';
  saveChangedUser(state, pool, user);
  await runTrigger(state, {
    pool,
    client,
    trigger: 'PostConfirmation',
    source: `PostConfirmation_${source}`,
    userName: user.username,
    request: { userAttributes: triggerAttributes(user), ...(clientMetadata && { clientMetadata }) },
    response: {},
  });
}
