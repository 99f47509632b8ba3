import { createDevice, findDevice } from '../devices.ts';
import { invalidParameter } from '../faults.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { type AuthenticationResult, issueFirstTokens } from '../tokens/issue-tokens.ts';
import { runTrigger, triggerAttributes } from '../triggers.ts';
import type { User } from '../users.ts';

export const CHALLENGES = [
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SOFTWARE_TOKEN_MFA',
  'SMS_MFA',
  'EMAIL_OTP',
  'SMS_OTP',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'PASSWORD',
  'PASSWORD_SRP',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
] as const;
export type ChallengeName = (typeof CHALLENGES)[number];

export type Parameters = Readonly<Record<string, string>>;

/** One person on the way in. */
export type SignIn = {
  state: CognitoState;
  pool: Pool;
  client: Client;
  user: User;
  /** Second half of the token trigger's source. */
  source: 'Authentication' | 'NewPasswordChallenge' | 'AuthenticateDevice';
  clientMetadata: Record<string, string> | undefined;
  /** The device that the client says it is. */
  deviceKey?: string | undefined;
};

/** What InitiateAuth and RespondToAuthChallenge answer. */
export type AuthAnswer = {
  ChallengeName?: ChallengeName;
  ChallengeParameters: Record<string, string>;
  Session?: string;
  AvailableChallenges?: ChallengeName[];
  AuthenticationResult?: AuthenticationResult;
};

/** @throws ServiceError InvalidParameterException naming what is missing */
export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** The last step: the PostAuthentication trigger, then tokens; a device that is not yet known gets a key. */
export async function completeSignIn(signIn: SignIn): Promise<AuthAnswer> {
  const { state, pool, client, user, clientMetadata } = signIn;
  const known = signIn.deviceKey === undefined ? undefined : findDevice(state, user, signIn.deviceKey);
  const isNew = pool.settings.DeviceConfiguration !== undefined && known === undefined;
  await runTrigger(state, {
    pool,
    client,
    trigger: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      newDeviceUsed: isNew,
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  });
  const device = isNew ? createDevice(state, user) : known;
  const tokens = await issueFirstTokens(state, { ...signIn, deviceKey: device?.key });
  const metadata = isNew && device ? { DeviceKey: device.key, DeviceGroupKey: device.groupKey } : undefined;
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, ...(metadata && { NewDeviceMetadata: metadata }) },
  };
}
