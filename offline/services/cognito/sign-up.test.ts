import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientId, password, startPool, type TestPool, UserPoolId } from './test-pool.ts';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : '');
const named = (name: string, message?: string): unknown =>
  expect.objectContaining({ name, ...(message && { message }) });
const HOUR = 3_600_000;

const signUp = (pool: TestPool, Username: string, extra: Partial<idp.SignUpCommandInput> = {}) =>
  pool.admin.send(
    new idp.SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: [{ Name: 'custom:organization', Value: 'acme' }],
      ...extra,
    }),
  );
const confirm = (pool: TestPool, Username: string, ConfirmationCode: string) =>
  pool.admin.send(new idp.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));

describe('a pool that verifies addresses', () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startPool({
      pool: {
        VerificationMessageTemplate: { EmailSubject: 'Welcome', EmailMessage: 'Hello {username}, {####} is your code' },
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      },
    });
  });
  afterAll(() => pool.stop());

  test('mails a code in the words of the pool, masks the address in the answer', async () => {
    const email = 'ann@example.test';
    const { CodeDeliveryDetails, UserConfirmed } = await signUp(pool, email);
    expect(CodeDeliveryDetails).toEqual({ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' });
    expect(UserConfirmed).toBe(false);
    const [mail] = await pool.mails(email);
    expect(mail).toMatchObject({ to: email, subject: 'Welcome', body: `Hello ${email}, ${mail?.code} is your code` });
    await expect(pool.signIn(email)).rejects.toEqual(named('UserNotConfirmedException'));
  });

  test('a code ends after a day, and after five wrong ones until a new one is sent', async () => {
    const email = 'bob@example.test';
    await signUp(pool, email);
    const code = await pool.code(email);
    pool.clock.setOffset(25 * HOUR);
    await expect(confirm(pool, email, code)).rejects.toEqual(named('ExpiredCodeException'));
    pool.clock.setOffset(0);
    for (let n = 0; n < 5; n++)
      await expect(confirm(pool, email, 'wrong')).rejects.toEqual(named('CodeMismatchException'));
    await expect(confirm(pool, email, code)).rejects.toEqual(named('LimitExceededException'));
    await pool.admin.send(new idp.ResendConfirmationCodeCommand({ ClientId, Username: email }));
    await confirm(pool, email, await pool.code(email));
    await expect(confirm(pool, email, code)).rejects.toEqual(
      named('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    );
  });

  test('names the rule that a password breaks', async () => {
    const attempt = (Password: string) => signUp(pool, 'weak@example.test', { Password }).catch(messageOf);
    const because = (rule: string) => `Password did not conform with policy: ${rule}`;
    expect(await attempt('Sh0rt!')).toBe(because('Password not long enough'));
    expect(await attempt('lowercase-1!')).toBe(because('Password must have uppercase characters'));
    expect(await attempt('UPPERCASE-1!')).toBe(because('Password must have lowercase characters'));
    expect(await attempt('No-numbers-here')).toBe(because('Password must have numeric characters'));
    expect(await attempt('NoSymbols123')).toBe(because('Password must have symbol characters'));
  });

  test('refuses names that are no addresses, taken ones, and attributes outside the schema', async () => {
    await expect(signUp(pool, 'ann')).rejects.toEqual(
      named('InvalidParameterException', 'Username should be an email.'),
    );
    await signUp(pool, 'taken@example.test');
    await expect(signUp(pool, 'TAKEN@example.test')).rejects.toEqual(
      named('UsernameExistsException', 'An account with the given email already exists.'),
    );
    const attributes = (Name: string, Value: string) =>
      signUp(pool, 'x@example.test', { UserAttributes: [{ Name, Value }] });
    await expect(attributes('custom:unknown', 'x')).rejects.toEqual(named('InvalidParameterException'));
    await expect(attributes('custom:seats', 'many')).rejects.toEqual(named('InvalidParameterException'));
    await expect(attributes('email_verified', 'true')).rejects.toEqual(named('NotAuthorizedException'));
  });

  test('answers for someone unknown as for someone known', async () => {
    const Username = 'nobody@example.test';
    const reset = await pool.admin.send(new idp.ForgotPasswordCommand({ ClientId, Username }));
    expect(reset.CodeDeliveryDetails?.Destination).toBe('n***@e***');
    expect(await pool.mails(Username)).toEqual([]);
    await expect(confirm(pool, Username, '123456')).rejects.toEqual(named('ExpiredCodeException'));
  });

  test('a new address counts once its code came back; the attribute of the organization never changes', async () => {
    await pool.createPerson('old@example.test');
    const { AuthenticationResult } = await pool.signIn('old@example.test');
    const AccessToken = AuthenticationResult?.AccessToken;
    const update = (Name: string, Value: string) =>
      pool.admin.send(new idp.UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }));
    const { CodeDeliveryDetailsList } = await update('email', 'new@example.test');
    expect(CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email', Destination: 'n***@e***' }]);
    await expect(pool.signIn('new@example.test')).rejects.toEqual(named('NotAuthorizedException'));

    const Code = await pool.code('new@example.test');
    await pool.admin.send(new idp.VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));

    expect((await pool.signIn('new@example.test')).AuthenticationResult?.AccessToken).toBeTruthy();
    await expect(pool.signIn('old@example.test')).rejects.toEqual(named('NotAuthorizedException'));
    await expect(update('custom:organization', 'other')).rejects.toEqual(named('InvalidParameterException'));
    await pool.createPerson('neighbour@example.test');
    await expect(update('email', 'neighbour@example.test')).rejects.toEqual(named('AliasExistsException'));
  });

  test('an administrator may make a person choose a new password by a mailed code', async () => {
    const Username = 'reset@example.test';
    await pool.createPerson(Username);
    await pool.admin.send(new idp.AdminResetUserPasswordCommand({ UserPoolId, Username }));
    await expect(pool.signIn(Username)).rejects.toEqual(named('PasswordResetRequiredException'));
    const change = { ClientId, Username, ConfirmationCode: await pool.code(Username), Password: `${password}5` };
    await expect(
      pool.admin.send(new idp.ConfirmForgotPasswordCommand({ ...change, Password: 'weak' })),
    ).rejects.toEqual(named('InvalidPasswordException'));
    await pool.admin.send(new idp.ConfirmForgotPasswordCommand(change));
    expect((await pool.signIn(Username, `${password}5`)).AuthenticationResult?.AccessToken).toBeTruthy();
  });
});

test('a pool may leave creating people to its administrator', async () => {
  const pool = await startPool({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
  await expect(signUp(pool, 'ann@example.test')).rejects.toEqual(
    named('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  );
  await pool.stop();
});

test('the app client writes only the attributes that it may', async () => {
  const pool = await startPool({ client: { WriteAttributes: ['email'] } });
  await expect(signUp(pool, 'ann@example.test')).rejects.toEqual(
    named('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
  );
  await pool.stop();
});

test('triggers may refuse, confirm at once, change the mail, and learn of the confirmation', async () => {
  const seen: string[] = [];
  const pool = await startPool({
    pool: { LambdaConfig: { PreSignUp: 'pre', PostConfirmation: 'post', CustomMessage: 'message' } },
    triggers: {
      pre({ request }) {
        const { email = '' } = request.userAttributes as { email?: string };
        if (email.endsWith('@blocked.test')) throw new Error('not from there');
        return email.startsWith('vip') ? { autoConfirmUser: true, autoVerifyEmail: true } : {};
      },
      post({ triggerSource }) {
        seen.push(triggerSource);
        return {};
      },
      message: ({ triggerSource }) => ({ emailSubject: triggerSource, emailMessage: 'Use {####}' }),
    },
  });
  await expect(signUp(pool, 'ann@blocked.test')).rejects.toEqual(
    named('UserLambdaValidationException', 'PreSignUp failed with error not from there.'),
  );
  expect((await signUp(pool, 'vip@example.test')).UserConfirmed).toBe(true);
  expect((await pool.signIn('vip@example.test')).AuthenticationResult?.AccessToken).toBeTruthy();
  await signUp(pool, 'ann@example.test');
  const [mail] = await pool.mails('ann@example.test');
  expect(mail).toMatchObject({ subject: 'CustomMessage_SignUp', body: `Use ${mail?.code}` });
  await confirm(pool, 'ann@example.test', mail?.code ?? '');
  expect(seen).toEqual(['PostConfirmation_ConfirmSignUp', 'PostConfirmation_ConfirmSignUp']);
  await pool.stop();
});
