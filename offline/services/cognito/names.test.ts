import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';
import { ClientId, claimsOf, password, startPool, type TestPool, UserPoolId } from './test-pool.ts';

const named = (name: string): unknown => expect.objectContaining({ name });
const byName = { UsernameAttributes: undefined, AliasAttributes: ['email', 'preferred_username'] };

const signUp = (pool: TestPool, Username: string, email: string) =>
  pool.admin.send(
    new idp.SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
const confirm = async (pool: TestPool, Username: string, ConfirmationCode: string, ForceAliasCreation?: boolean) =>
  pool.admin.send(new idp.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ForceAliasCreation }));

test('where people have names, a verified address is an alias that one of them holds', async () => {
  const pool = await startPool({ pool: byName });
  await signUp(pool, 'ann', 'shared@example.test');
  await confirm(pool, 'ann', await pool.code('shared@example.test'));
  expect(claimsOf((await pool.signIn('shared@example.test')).AuthenticationResult?.IdToken)).toMatchObject({
    'cognito:username': 'ann',
  });

  await signUp(pool, 'bob', 'shared@example.test');
  const code = await pool.code('shared@example.test');
  await expect(confirm(pool, 'bob', code)).rejects.toEqual(named('AliasExistsException'));
  await confirm(pool, 'bob', code, true);

  const { AuthenticationResult } = await pool.signIn('shared@example.test');
  expect(claimsOf(AuthenticationResult?.AccessToken).username).toBe('bob');
  expect((await pool.signIn('ann')).AuthenticationResult?.AccessToken).toBeTruthy();
  await expect(signUp(pool, 'BOB', 'other@example.test')).rejects.toEqual(named('UsernameExistsException'));
  await pool.stop();
});

test('names count letter by letter where the pool says so', async () => {
  const pool = await startPool({ pool: { ...byName, UsernameConfiguration: { CaseSensitive: true } } });
  await signUp(pool, 'ann', 'ann@example.test');
  expect((await signUp(pool, 'Ann', 'second@example.test')).UserSub).toBeTruthy();
  await pool.stop();
});

test('of two who sign up with one address at the same moment one is refused', async () => {
  const pool = await startPool({
    pool: { LambdaConfig: { PreSignUp: 'pre' } },
    triggers: { pre: () => ({ autoConfirmUser: true }) },
  });
  const attempts = Array.from({ length: 4 }, () =>
    pool.admin.send(new idp.SignUpCommand({ ClientId, Username: 'ann@example.test', Password: password })),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { Users } = await pool.admin.send(new idp.ListUsersCommand({ UserPoolId }));
  expect(Users).toHaveLength(1);
  await pool.stop();
});

test('without protection an unknown name is said to be unknown', async () => {
  const pool = await startPool({ client: { PreventUserExistenceErrors: 'LEGACY' } });
  await expect(pool.signIn('nobody@example.test')).rejects.toEqual(named('UserNotFoundException'));
  const reset = new idp.ForgotPasswordCommand({ ClientId, Username: 'nobody@example.test' });
  await expect(pool.admin.send(reset)).rejects.toEqual(named('UserNotFoundException'));
  await pool.stop();
});

test('the migration trigger brings in people of another system at their first sign-in', async () => {
  const pool = await startPool({
    pool: { LambdaConfig: { UserMigration: 'migrate' } },
    triggers: {
      migrate: ({ request }) =>
        request.password === password
          ? {
              userAttributes: { email: 'old@example.test', email_verified: 'true', given_name: 'Old' },
              finalUserStatus: 'CONFIRMED',
            }
          : {},
    },
  });
  await expect(pool.signIn('old@example.test', 'Wrong-1234!')).rejects.toEqual(named('NotAuthorizedException'));
  expect(claimsOf((await pool.signIn('old@example.test')).AuthenticationResult?.IdToken).given_name).toBe('Old');
  const user = await pool.admin.send(new idp.AdminGetUserCommand({ UserPoolId, Username: 'old@example.test' }));
  expect(user.UserStatus).toBe('CONFIRMED');
  await pool.stop();
});
