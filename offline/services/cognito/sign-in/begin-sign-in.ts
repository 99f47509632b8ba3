import { invalidParameter, userDisabled, userNotFound, wrongPassword } from '../faults.ts';
import { migrateUser } from '../migrate-user.ts';
import { refuseLocked, requirePassword } from '../passwords.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { runTrigger, triggerAttributes } from '../triggers.ts';
import { findUser, type User } from '../users.ts';
import { afterPassword } from './after-password.ts';
import { beginChoice } from './choose-first-factor.ts';
import { nextCustomStep } from './custom-challenge.ts';
import { type AuthAnswer, type Parameters, requireParameter, type SignIn } from './sign-in.ts';
import { srpChallenge } from './srp-challenge.ts';

export const SIGN_IN_FLOWS = [
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
] as const;
export type SignInFlow = (typeof SIGN_IN_FLOWS)[number];

export type BeginRequest = {
  pool: Pool;
  client: Client;
  flow: SignInFlow;
  parameters: Parameters;
  clientMetadata: Record<string, string> | undefined;
};

/** The first step of a sign-in. @throws ServiceError with Cognito's codes */
export async function beginSignIn(state: CognitoState, request: BeginRequest): Promise<AuthAnswer> {
  const { pool, client, flow, parameters } = request;
  requireFlow(client, flow);
  const name = requireParameter(parameters, 'USERNAME');
  const hidesUsers = client.settings.PreventUserExistenceErrors === 'ENABLED';
  const isPasswordFlow = flow === 'USER_PASSWORD_AUTH' || flow.startsWith('ADMIN_');
  let user = findUser(state, pool, name);
  if (!user && isPasswordFlow) user = await migrateUser(state, request, name, parameters.PASSWORD ?? '');
  if (!user && !hidesUsers) throw userNotFound();
  await preAuthentication(state, request, name, user);
  // The trigger took its time: count this attempt on what is stored now.
  user = user && findUser(state, pool, user.username);
  if (user && !user.enabled) throw userDisabled();

  if (flow === 'USER_AUTH') return beginChoice(state, { ...request, clientMetadata: undefined }, name, user);
  if (flow === 'USER_SRP_AUTH') {
    const A = requireParameter(parameters, 'SRP_A');
    if (user) refuseLocked(state, user);
    return srpChallenge(state, { pool, client, user, name, A, deviceKey: parameters.DEVICE_KEY, withSession: false });
  }
  if (!user) throw wrongPassword();
  const signIn: SignIn = {
    state,
    pool,
    client,
    user,
    source: 'Authentication',
    // What a sign-in begins with reaches the triggers before it; those after are given what answers a challenge.
    clientMetadata: undefined,
    deviceKey: parameters.DEVICE_KEY,
  };
  if (flow === 'CUSTOM_AUTH') {
    const srpA = parameters.SRP_A;
    const isSrpFirst = parameters.CHALLENGE_NAME === 'SRP_A' && srpA !== undefined;
    const history = { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null };
    return nextCustomStep(signIn, isSrpFirst ? [history] : [], srpA);
  }
  requirePassword(state, pool, user, requireParameter(parameters, 'PASSWORD'));
  return afterPassword(signIn);
}

function requireFlow({ settings }: Client, flow: SignInFlow): void {
  const name = flow === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : flow;
  const legacy = flow === 'CUSTOM_AUTH' ? 'CUSTOM_AUTH_FLOW_ONLY' : flow;
  if (settings.ExplicitAuthFlows.some((allowed) => allowed === `ALLOW_${name}` || allowed === legacy)) return;
  throw invalidParameter(
    flow.startsWith('ADMIN_') ? 'Auth flow not enabled for this client' : `${flow} flow not enabled for this client`,
  );
}

async function preAuthentication(
  state: CognitoState,
  { pool, client, clientMetadata }: BeginRequest,
  name: string,
  user: User | undefined,
): Promise<void> {
  await runTrigger(state, {
    pool,
    client,
    trigger: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    userName: user?.username ?? name,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData: clientMetadata ?? null,
      userNotFound: user === undefined,
    },
    response: {},
  });
}
