import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ClientId,
  claimsOf,
  clientSecret,
  password,
  SecretClientId,
  secretHash,
  startPool,
  type TestPool,
  UserPoolId,
} from './test-pool.ts';
import { totpCode } from './totp.ts';

const MINUTE = 60_000;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : '');
const named = (name: string, message?: string): unknown =>
  expect.objectContaining({ name, ...(message && { message }) });

describe('a pool with passwords', () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startPool({
      client: { RefreshTokenValidity: 1, AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } },
    });
  });
  afterAll(() => pool.stop());

  test('signs in whatever the case of the address, with the lifetime that the client sets', async () => {
    await pool.createPerson('Ann@Example.test');
    const { AuthenticationResult } = await pool.signIn('ann@example.TEST');
    const { exp, iat, username, sub } = claimsOf(AuthenticationResult?.AccessToken);
    expect(AuthenticationResult?.ExpiresIn).toBe(300);
    expect(Number(exp) - Number(iat)).toBe(300);
    expect(username).toBe(sub);
  });

  test('locks a person out after five wrong passwords, for twice as long after each further one', async () => {
    await pool.createPerson('locked@example.test');
    const attempt = (secret: string) => pool.signIn('locked@example.test', secret).then(() => 'in', messageOf);
    for (let n = 0; n < 5; n++) expect(await attempt('Wrong-1234!')).toBe('Incorrect username or password.');
    expect(await attempt(password)).toBe('Password attempts exceeded');

    pool.clock.setOffset(pool.clock.offsetMs + 1100);
    expect(await attempt('Wrong-1234!')).toBe('Incorrect username or password.');
    pool.clock.setOffset(pool.clock.offsetMs + 1100);
    expect(await attempt(password)).toBe('Password attempts exceeded');
    pool.clock.setOffset(pool.clock.offsetMs + 1100);
    expect(await attempt(password)).toBe('in');
    expect(await attempt('Wrong-1234!')).toBe('Incorrect username or password.');
  });

  test('a clock that goes back locks nobody out for longer, and refuses nobody who signs in again', async () => {
    const email = 'earlier@example.test';
    await pool.createPerson(email);
    const before = pool.clock.offsetMs;
    pool.clock.setOffset(before + 60 * MINUTE);
    const { AuthenticationResult } = await pool.signIn(email);
    await pool.admin.send(new idp.GlobalSignOutCommand({ AccessToken: AuthenticationResult?.AccessToken }));
    for (let n = 0; n < 5; n++) await pool.signIn(email, 'Wrong-1234!').catch(messageOf);
    pool.clock.setOffset(before);
    pool.clock.setOffset(before + 1100);
    const again = (await pool.signIn(email)).AuthenticationResult;
    const whoIs = (AccessToken: string | undefined) => pool.admin.send(new idp.GetUserCommand({ AccessToken }));
    expect(await whoIs(again?.AccessToken)).toMatchObject({ Username: expect.any(String) as unknown });
    await expect(whoIs(AuthenticationResult?.AccessToken)).rejects.toThrow('Access Token has been revoked');
  });

  test('a temporary password ends after seven days', async () => {
    const Username = 'late@example.test';
    await pool.admin.send(new idp.AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: password }));
    const [mail] = await pool.mails(Username);
    expect(mail).toMatchObject({ subject: 'Your temporary password', code: password });
    expect(mail?.body).toBe(`Your username is ${Username} and temporary password is ${password}.`);
    expect(await pool.signIn(Username)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const before = pool.clock.offsetMs;
    pool.clock.setOffset(before + 8 * 24 * 60 * MINUTE);
    const expired = 'Temporary password has expired and must be reset by an administrator.';
    await expect(pool.signIn(Username)).rejects.toEqual(named('NotAuthorizedException', expired));
    pool.clock.setOffset(before);
  });

  test('a session of the sign-in ends after three minutes and answers once', async () => {
    const Username = 'slow@example.test';
    await pool.admin.send(new idp.AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: password }));
    const answer = (Session: string | undefined) =>
      pool.admin.send(
        new idp.RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: `${password}2` },
        }),
      );
    const { Session: old } = await pool.signIn(Username);
    pool.clock.setOffset(pool.clock.offsetMs + 3 * MINUTE + 1);
    await expect(answer(old)).rejects.toEqual(
      named('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
    const { Session } = await pool.signIn(Username);
    await answer(Session);
    await expect(answer(Session)).rejects.toEqual(named('NotAuthorizedException'));
    pool.clock.setOffset(0);
  });

  test('a client with a secret must prove it', async () => {
    await pool.createPerson('server@example.test');
    const attempt = (hash?: string) =>
      pool.admin.send(
        new idp.InitiateAuthCommand({
          ClientId: SecretClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'server@example.test', PASSWORD: password, ...(hash && { SECRET_HASH: hash }) },
        }),
      );
    await expect(attempt()).rejects.toEqual(named('NotAuthorizedException'));
    await expect(attempt('bm9uc2Vuc2U=')).rejects.toEqual(named('NotAuthorizedException'));
    const { AuthenticationResult } = await attempt(secretHash('server@example.test'));
    const refresh = (ClientSecret?: string) =>
      pool.admin.send(
        new idp.GetTokensFromRefreshTokenCommand({
          ClientId: SecretClientId,
          RefreshToken: AuthenticationResult?.RefreshToken,
          ClientSecret,
        }),
      );
    await expect(refresh()).rejects.toEqual(named('NotAuthorizedException'));
    expect((await refresh(clientSecret)).AuthenticationResult?.AccessToken).toBeTruthy();
  });

  test('a revoked refresh token takes its access tokens along, and no others', async () => {
    await pool.createPerson('revoked@example.test');
    const [first, second] = [await pool.signIn('revoked@example.test'), await pool.signIn('revoked@example.test')];
    const who = (answer: idp.InitiateAuthCommandOutput) =>
      pool.admin.send(new idp.GetUserCommand({ AccessToken: answer.AuthenticationResult?.AccessToken }));
    const { RefreshToken } = first.AuthenticationResult ?? {};
    await pool.admin.send(new idp.RevokeTokenCommand({ ClientId, Token: RefreshToken }));
    await expect(who(first)).rejects.toEqual(named('NotAuthorizedException', 'Access Token has been revoked'));
    expect((await who(second)).Username).toBeTruthy();
    const refresh = new idp.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    await expect(pool.admin.send(refresh)).rejects.toEqual(
      named('NotAuthorizedException', 'Refresh Token has been revoked'),
    );
  });
});

test('with rotation each refresh token serves once, and its successor goes on', async () => {
  const pool = await startPool({
    client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } },
  });
  await pool.createPerson('ann@example.test');
  const { AuthenticationResult } = await pool.signIn('ann@example.test');
  const refresh = (RefreshToken: string | undefined) =>
    pool.admin.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  const next = await refresh(AuthenticationResult?.RefreshToken);
  await expect(refresh(AuthenticationResult?.RefreshToken)).rejects.toEqual(named('NotAuthorizedException'));
  expect((await refresh(next.AuthenticationResult?.RefreshToken)).AuthenticationResult?.AccessToken).toBeTruthy();
  await pool.stop();
});

test('a pool that requires a second factor has it set up at the first sign-in', async () => {
  const pool = await startPool({ pool: { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } });
  const USERNAME = 'ann@example.test';
  await pool.createPerson(USERNAME);
  const first = await pool.signIn(USERNAME);
  expect(first).toMatchObject({
    ChallengeName: 'MFA_SETUP',
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
  });
  const { SecretCode = '', Session } = await pool.admin.send(
    new idp.AssociateSoftwareTokenCommand({ Session: first.Session }),
  );
  const step = () => Math.floor(pool.clock.now() / 30_000);
  const verify = new idp.VerifySoftwareTokenCommand({ Session, UserCode: totpCode(SecretCode, step()) });
  const verified = await pool.admin.send(verify);
  const respond = (
    ChallengeName: idp.ChallengeNameType,
    session: string | undefined,
    responses: Record<string, string>,
  ) =>
    pool.admin.send(
      new idp.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session: session,
        ChallengeResponses: { USERNAME, ...responses },
      }),
    );
  expect((await respond('MFA_SETUP', verified.Session, {})).AuthenticationResult?.AccessToken).toBeTruthy();

  const { ChallengeName, Session: asked } = await pool.signIn(USERNAME);
  expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const answer = (at: number) =>
    respond('SOFTWARE_TOKEN_MFA', asked, { SOFTWARE_TOKEN_MFA_CODE: totpCode(SecretCode, at) });
  await expect(answer(step())).rejects.toEqual(named('ExpiredCodeException'));
  await expect(answer(step() + 9)).rejects.toEqual(named('CodeMismatchException'));
  expect((await answer(step() + 1)).AuthenticationResult?.AccessToken).toBeTruthy();
  await pool.stop();
});

test('a code by mail may be the only factor where the pool allows it', async () => {
  const pool = await startPool({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
  });
  const USERNAME = 'ann@example.test';
  await pool.createPerson(USERNAME);
  const begin = await pool.admin.send(
    new idp.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } }),
  );
  expect(begin).toMatchObject({
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP'],
  });
  const respond = (
    ChallengeName: idp.ChallengeNameType,
    Session: string | undefined,
    responses: Record<string, string>,
  ) =>
    pool.admin.send(
      new idp.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME, ...responses },
      }),
    );
  const asked = await respond('SELECT_CHALLENGE', begin.Session, { ANSWER: 'EMAIL_OTP' });
  expect(asked.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DESTINATION: 'a***@e***' });
  const { AuthenticationResult } = await respond('EMAIL_OTP', asked.Session, {
    EMAIL_OTP_CODE: await pool.code(USERNAME),
  });
  expect(AuthenticationResult?.IdToken).toBeTruthy();
  await pool.stop();
});

test('custom challenges are defined, created and judged by the triggers', async () => {
  const pool = await startPool({
    pool: {
      LambdaConfig: {
        DefineAuthChallenge: 'define',
        CreateAuthChallenge: 'create',
        VerifyAuthChallengeResponse: 'verify',
      },
    },
    triggers: {
      define: ({ request }) => {
        const results = request.session as { challengeResult: boolean }[];
        if (results.at(-1)?.challengeResult) return { issueTokens: true };
        return results.length >= 2 ? { failAuthentication: true } : { challengeName: 'CUSTOM_CHALLENGE' };
      },
      create: () => ({
        publicChallengeParameters: { question: '6 × 7' },
        privateChallengeParameters: { answer: '42' },
      }),
      verify: ({ request }) => ({
        answerCorrect: request.challengeAnswer === (request.privateChallengeParameters as { answer: string }).answer,
      }),
    },
  });
  const USERNAME = 'ann@example.test';
  await pool.createPerson(USERNAME);
  const begin = () =>
    pool.admin.send(new idp.InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } }));
  const answer = (Session: string | undefined, ANSWER: string) =>
    pool.admin.send(
      new idp.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME, ANSWER },
      }),
    );
  const asked = await begin();
  expect(asked.ChallengeParameters).toMatchObject({ question: '6 × 7' });
  const again = await answer(asked.Session, '41');
  expect((await answer(again.Session, '42')).AuthenticationResult?.AccessToken).toBeTruthy();
  const second = await answer((await begin()).Session, '1');
  await expect(answer(second.Session, '2')).rejects.toEqual(named('NotAuthorizedException'));
  await pool.stop();
});
