// The stock aws-amplify, with flows that the password flow of the other tests does not reach.
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterEach, expect, test } from 'vitest';
import { ClientId, password, startPool, type TestPool, UserPoolId } from './test-pool.ts';
import { totpCode } from './totp.ts';

const username = 'ann@example.test';
let pool: TestPool;
afterEach(() => pool.stop());

async function start(options: Parameters<typeof startPool>[0]) {
  pool = await startPool(options);
  await pool.createPerson(username);
  const Cognito = { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: pool.endpoint };
  Amplify.configure({ Auth: { Cognito } });
  const items = new Map<string, string>();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: (key) => Promise.resolve(items.get(key) ?? null),
    setItem: (key, value) => Promise.resolve(void items.set(key, value)),
    removeItem: (key) => Promise.resolve(void items.delete(key)),
    clear: () => Promise.resolve(items.clear()),
  });
}

test('a custom challenge may follow the password', async () => {
  const sessions: unknown[] = [];
  await start({
    pool: {
      LambdaConfig: {
        DefineAuthChallenge: 'define',
        CreateAuthChallenge: 'create',
        VerifyAuthChallengeResponse: 'verify',
      },
    },
    triggers: {
      define: ({ request }) => {
        const session = request.session as { challengeName: string; challengeResult: boolean }[];
        sessions.push(session.map(({ challengeName }) => challengeName));
        if (session.length === 1) return { challengeName: 'PASSWORD_VERIFIER' };
        return session.length === 2
          ? { challengeName: 'CUSTOM_CHALLENGE' }
          : { issueTokens: session[2]?.challengeResult };
      },
      create: () => ({ publicChallengeParameters: { hint: 'a colour' }, privateChallengeParameters: {} }),
      verify: ({ request }) => ({ answerCorrect: request.challengeAnswer === 'blue' }),
    },
  });
  const { nextStep } = await auth.signIn({ username, password, options: { authFlowType: 'CUSTOM_WITH_SRP' } });
  expect(nextStep).toMatchObject({
    signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
    additionalInfo: { hint: 'a colour' },
  });
  expect((await auth.confirmSignIn({ challengeResponse: 'blue' })).isSignedIn).toBe(true);
  expect(sessions).toEqual([
    ['SRP_A'],
    ['SRP_A', 'PASSWORD_VERIFIER'],
    ['SRP_A', 'PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE'],
  ]);
});

test('a person may choose the password by SRP among the first factors', async () => {
  await start({ pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } } });
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP' } as const;
  expect((await auth.signIn({ username, password, options })).isSignedIn).toBe(true);
  const again = { username, password: 'Wrong-1234!', options };
  await auth.signOut();
  await expect(auth.signIn(again)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('an authenticator is set up within the first sign-in, and chosen among two factors later', async () => {
  await start({ pool: { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] } });
  const { nextStep } = await auth.signIn({ username, password });
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(nextStep.signInStep);
  const { sharedSecret } = nextStep.totpSetupDetails;
  const step = Math.floor(pool.clock.now() / 30_000);
  expect((await auth.confirmSignIn({ challengeResponse: totpCode(sharedSecret, step) })).isSignedIn).toBe(true);
  await auth.signOut();
  const both = { Enabled: true, PreferredMfa: false };
  await pool.admin.send(
    new idp.AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: username,
      SoftwareTokenMfaSettings: both,
      EmailMfaSettings: both,
    }),
  );

  const selection = await auth.signIn({ username, password });
  expect(selection.nextStep).toMatchObject({
    signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
    allowedMFATypes: ['TOTP', 'EMAIL'],
  });
  const asked = await auth.confirmSignIn({ challengeResponse: 'EMAIL' });
  expect(asked.nextStep).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE' });
  expect((await auth.confirmSignIn({ challengeResponse: await pool.code(username) })).isSignedIn).toBe(true);
});

test('signing out ends the refresh token', async () => {
  await start({});
  await auth.signIn({ username, password });
  const { tokens } = await auth.fetchAuthSession();
  await auth.signOut();
  const AccessToken = tokens?.accessToken.toString();
  await expect(pool.admin.send(new idp.GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    message: 'Access Token has been revoked',
  });
});

test('a remembered device stands in for the second factor until it is forgotten', async () => {
  await start({
    pool: {
      MfaConfiguration: 'ON',
      EnabledMfas: ['EMAIL_OTP'],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
  });
  await pool.admin.send(
    new idp.AdminSetUserMFAPreferenceCommand({
      ...{ UserPoolId, Username: username, EmailMfaSettings: { Enabled: true, PreferredMfa: true } },
    }),
  );
  const enter = async () => {
    const { nextStep } = await auth.signIn({ username, password });
    if (nextStep.signInStep === 'DONE') return 'by device';
    await auth.confirmSignIn({ challengeResponse: await pool.code(username) });
    return 'by code';
  };
  const status = async () => {
    const { Devices = [] } = await pool.admin.send(new idp.AdminListDevicesCommand({ UserPoolId, Username: username }));
    return Devices.map(({ DeviceAttributes = [] }) => DeviceAttributes.at(-1)?.Value);
  };
  expect(await enter()).toBe('by code');
  expect(await status()).toEqual(['not_remembered']);
  await auth.rememberDevice();
  expect(await status()).toEqual(['remembered']);
  await auth.signOut();
  expect(await enter()).toBe('by device');
  const { tokens } = await auth.fetchAuthSession({ forceRefresh: true });
  expect(tokens?.accessToken.payload.device_key).toMatch(/^us-east-1_/);
  expect(await auth.fetchDevices()).toHaveLength(1);
  await auth.forgetDevice();
  await auth.signOut();
  expect(await enter()).toBe('by code');
});
