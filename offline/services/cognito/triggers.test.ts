import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, expect, test } from 'vitest';
import { ClientId, password, startPool, type TestPool, type Triggers } from './test-pool.ts';

const named = (name: string, message?: string): unknown =>
  expect.objectContaining({ name, ...(message !== undefined && { message }) });
const email = 'ann@example.test';
let pool: TestPool;
afterEach(() => pool.stop());

const start = async (triggers: Triggers) => {
  const LambdaConfig = Object.fromEntries(Object.keys(triggers).map((name) => [name, name]));
  pool = await startPool({ pool: { LambdaConfig }, triggers });
};
const begin = (ClientMetadata: Record<string, string>) =>
  pool.admin.send(
    new idp.InitiateAuthCommand({
      ...{ ClientId, ClientMetadata, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );

test('what a sign-in begins with reaches the triggers before it as validation data, and none after', async () => {
  const seen: unknown[] = [];
  const note: Triggers[string] = ({ triggerSource, request }) => {
    seen.push([triggerSource, request.validationData, request.clientMetadata]);
    return {};
  };
  await start({ PreAuthentication: note, PostAuthentication: note, PreTokenGeneration: note });
  await pool.createPerson(email);
  await begin({ from: 'here' });
  expect(seen).toEqual([
    ['PreAuthentication_Authentication', { from: 'here' }, undefined],
    ['PostAuthentication_Authentication', undefined, undefined],
    ['TokenGeneration_Authentication', undefined, undefined],
  ]);
});

test('a trigger that throws refuses in its own words; one that answers nonsense is named', async () => {
  await start({
    PreAuthentication: () => {
      throw new Error('not today');
    },
    PreSignUp: () => ({ autoConfirmUser: 'yes' }),
  });
  await pool.createPerson(email).catch(() => undefined);
  const signUp = { ClientId, Username: 'bob@example.test', Password: password };
  await expect(pool.admin.send(new idp.SignUpCommand(signUp))).rejects.toEqual(
    named('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
  );
  await expect(begin({})).rejects.toEqual(
    named('UserLambdaValidationException', 'PreAuthentication failed with error not today.'),
  );
});

test('a challenge trigger that answers nonsense is no failure of the service', async () => {
  await start({ DefineAuthChallenge: () => ({ issueTokens: 'perhaps' }) });
  await pool.createPerson(email);
  const input = { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: email } } as const;
  await expect(pool.admin.send(new idp.InitiateAuthCommand(input))).rejects.toEqual(
    named('InvalidLambdaResponseException'),
  );
});

test('someone who forgot the password of an old directory is brought in by it', async () => {
  const sources: string[] = [];
  await start({
    UserMigration: ({ triggerSource }) => {
      sources.push(triggerSource);
      return { userAttributes: { email, email_verified: 'true' }, finalUserStatus: 'RESET_REQUIRED' };
    },
  });
  const { CodeDeliveryDetails } = await pool.admin.send(new idp.ForgotPasswordCommand({ ClientId, Username: email }));
  expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });
  const ConfirmationCode = await pool.code(email);
  await pool.admin.send(
    new idp.ConfirmForgotPasswordCommand({ ClientId, Username: email, ConfirmationCode, Password: password }),
  );
  expect((await pool.signIn(email)).AuthenticationResult?.AccessToken).toBeTruthy();
  expect(sources).toEqual(['UserMigration_ForgotPassword']);
});

test('a trigger that is silent for five seconds is asked again, three times in all', async () => {
  let calls = 0;
  let silentCalls = 2;
  await start({
    PostAuthentication: () => {
      calls += 1;
      if (calls > silentCalls) return {};
      pool.clock.setOffset(pool.clock.offsetMs + 5000);
      return new Promise<object>(() => undefined);
    },
  });
  await pool.createPerson(email);
  expect((await begin({})).AuthenticationResult?.AccessToken).toBeTruthy();
  expect(calls).toBe(3);
  [calls, silentCalls] = [0, 3];
  await expect(begin({})).rejects.toEqual(named('UnexpectedLambdaException'));
  expect(calls).toBe(3);
});
