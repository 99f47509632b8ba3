// What people are answered, asserted as AWS documents it. Against AWS: REMOTE=1.
import { createHmac } from 'node:crypto';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, describe, expect, test } from 'vitest';
import { FLOWS, Password, startConformancePool } from './conformance-pool.ts';

const named = (name: string): unknown => expect.objectContaining({ name });
const claimsOf = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const { target, client, UserPoolId, ClientId, createClient, person, signIn, tokensOf, get, attribute, stop } =
  await startConformancePool();
afterAll(stop);

describe('sign-up', () => {
  test('makes an unconfirmed user who cannot sign in before the confirmation', async () => {
    const Username = target.unique('bob');
    const made = await client.send(new idp.SignUpCommand({ ClientId, Username, Password }));
    expect(made).toMatchObject({ UserConfirmed: false, UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown });
    expect((await get(Username)).UserStatus).toBe('UNCONFIRMED');
    await expect(signIn(Username)).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await client.send(new idp.AdminConfirmSignUpCommand({ UserPoolId, Username }));
    expect((await signIn(Username)).AuthenticationResult?.TokenType).toBe('Bearer');
    await expect(client.send(new idp.AdminConfirmSignUpCommand({ UserPoolId, Username }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  test('refuses a taken name, a weak password and attributes outside the schema', async () => {
    const Username = await person();
    const signUp = (more: object) =>
      client.send(new idp.SignUpCommand({ ClientId, Username: target.unique('bob'), Password, ...more }));
    await expect(signUp({ Username })).rejects.toEqual(named('UsernameExistsException'));
    await expect(signUp({ Password: 'short' })).rejects.toEqual(named('InvalidPasswordException'));
    await expect(signUp({ Password: 'no-digits-here!A' })).rejects.toMatchObject({
      message: 'Password did not conform with policy: Password must have numeric characters',
    });
    for (const [Name, Value] of [
      ['custom:seats', '10'],
      ['custom:seats', 'many'],
      ['custom:unknown', '1'],
      ['email', 'nonsense'],
    ]) {
      await expect(signUp({ UserAttributes: [{ Name, Value }] }), `${Name}=${Value}`).rejects.toEqual(
        named('InvalidParameterException'),
      );
    }
  });

  test('a wrong confirmation code is a mismatch', async () => {
    const Username = target.unique('bob');
    const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }];
    const { CodeDeliveryDetails } = await client.send(
      new idp.SignUpCommand({ ClientId, Username, Password, UserAttributes }),
    );
    expect(CodeDeliveryDetails).toMatchObject({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'b***@e***',
    });
    const confirm = { ClientId, Username, ConfirmationCode: '0' };
    await expect(client.send(new idp.ConfirmSignUpCommand(confirm))).rejects.toEqual(named('CodeMismatchException'));
  });

  test('is closed where only administrators create users', async () => {
    const AdminCreateUserConfig = { AllowAdminCreateUserOnly: true };
    const { UserPool } = await client.send(
      new idp.CreateUserPoolCommand({ PoolName: target.unique('closed'), AdminCreateUserConfig }),
    );
    const closed = { UserPoolId: UserPool?.Id };
    const { UserPoolClient } = await client.send(new idp.CreateUserPoolClientCommand({ ...closed, ClientName: 'web' }));
    const signUp = { ClientId: UserPoolClient?.ClientId, Username: 'eve', Password };
    await expect(client.send(new idp.SignUpCommand(signUp))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    });
    await client.send(new idp.DeleteUserPoolCommand(closed));
  });
});

describe('sign-in', () => {
  test('gives tokens with the documented claims', async () => {
    const Username = await person({ email: 'a@example.com', email_verified: 'true', 'custom:seats': '3' });
    const tokens = await tokensOf(Username);
    const sub = await attribute(Username, 'sub');
    const iss = `https://cognito-idp.${target.client.region}.amazonaws.com/${UserPoolId}`;
    expect(claimsOf(tokens?.IdToken)).toMatchObject({
      ...{ sub, iss, aud: ClientId, token_use: 'id', 'cognito:username': Username },
      ...{ email: 'a@example.com', email_verified: true, 'custom:seats': '3' },
    });
    const access = claimsOf(tokens?.AccessToken);
    expect(access).toMatchObject({ sub, iss, client_id: ClientId, token_use: 'access', username: Username });
    expect(access.scope).toBe('aws.cognito.signin.user.admin');
    expect(Number(access.exp) - Number(access.iat)).toBe(3600);
    expect(tokens?.ExpiresIn).toBe(3600);
  });

  test('a wrong password and an unknown name are told apart only by clients of the old kind', async () => {
    const Username = await person();
    await expect(signIn(Username, 'Wrong-Horse-9!')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    const legacy = await createClient({ PreventUserExistenceErrors: 'LEGACY' });
    await expect(signIn('nobody-at-all', Password, legacy)).rejects.toEqual(named('UserNotFoundException'));
    const discreet = await createClient({ PreventUserExistenceErrors: 'ENABLED' });
    await expect(signIn('nobody-at-all', Password, discreet)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  test('a flow that the client does not allow is refused', async () => {
    const id = await createClient({ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
    await expect(signIn('anyone', Password, id)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    });
  });

  test('a temporary password must be changed first', async () => {
    const Username = target.unique('new');
    const user = { UserPoolId, Username, TemporaryPassword: Password, MessageAction: 'SUPPRESS' as const };
    expect((await client.send(new idp.AdminCreateUserCommand(user))).User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    const challenge = await signIn(Username);
    expect(challenge.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(JSON.parse(challenge.ChallengeParameters?.requiredAttributes ?? '')).toEqual([]);
    const answer = await client.send(
      new idp.RespondToAuthChallengeCommand({
        ...{ ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: challenge.Session },
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: 'Better-Horse-10!' },
      }),
    );
    expect(answer.AuthenticationResult?.AccessToken).toBeTruthy();
    expect((await get(Username)).UserStatus).toBe('CONFIRMED');
  });

  test('a client with a secret proves itself', async () => {
    const Username = await person();
    const { UserPoolClient } = await client.send(
      new idp.CreateUserPoolClientCommand({
        ...{ UserPoolId, ClientName: 'server', GenerateSecret: true, ExplicitAuthFlows: [...FLOWS] },
      }),
    );
    const { ClientId: id = '', ClientSecret = '' } = UserPoolClient ?? {};
    const begin = (SECRET_HASH?: string) =>
      client.send(
        new idp.InitiateAuthCommand({
          ...{ ClientId: id, AuthFlow: 'USER_PASSWORD_AUTH' },
          AuthParameters: { USERNAME: Username, PASSWORD: Password, ...(SECRET_HASH !== undefined && { SECRET_HASH }) },
        }),
      );
    await expect(begin()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Client ${id} is configured with secret but SECRET_HASH was not received`,
    });
    await expect(begin('wrong')).rejects.toEqual(named('NotAuthorizedException'));
    const hash = createHmac('sha256', ClientSecret).update(`${Username}${id}`).digest('base64');
    expect((await begin(hash)).AuthenticationResult?.AccessToken).toBeTruthy();
  });

  test('a disabled user is refused until enabled', async () => {
    const Username = await person();
    await client.send(new idp.AdminDisableUserCommand({ UserPoolId, Username }));
    expect((await get(Username)).Enabled).toBe(false);
    await expect(signIn(Username)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    await client.send(new idp.AdminEnableUserCommand({ UserPoolId, Username }));
    expect((await signIn(Username)).AuthenticationResult).toBeDefined();
  });
});

describe('tokens', () => {
  const refresh = (REFRESH_TOKEN = '', id = ClientId) =>
    client.send(
      new idp.InitiateAuthCommand({
        ...{ ClientId: id, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } },
      }),
    );

  test('are refreshed without a new refresh token, and keep the time of the sign-in', async () => {
    const first = await tokensOf(await person());
    const { AuthenticationResult: second } = await refresh(first?.RefreshToken);
    expect(second?.RefreshToken).toBeUndefined();
    expect(claimsOf(second?.AccessToken).auth_time).toBe(claimsOf(first?.AccessToken).auth_time);
    expect(claimsOf(second?.AccessToken).origin_jti).toBe(claimsOf(first?.AccessToken).origin_jti);
    await expect(refresh('nonsense')).rejects.toEqual(named('NotAuthorizedException'));
  });

  test('are rotated where the client says so', async () => {
    const RefreshTokenRotation = { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 0 };
    const id = await createClient({
      ...{ RefreshTokenRotation, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    });
    const first = await tokensOf(await person(), id);
    const rotate = (RefreshToken = '') =>
      client.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId: id, RefreshToken }));
    const { AuthenticationResult } = await rotate(first?.RefreshToken);
    expect(AuthenticationResult?.RefreshToken).toBeTruthy();
    expect(AuthenticationResult?.RefreshToken).not.toBe(first?.RefreshToken);
    await expect(rotate(first?.RefreshToken)).rejects.toMatchObject({
      name: expect.stringMatching(/^(NotAuthorizedException|RefreshTokenReuseException)$/) as unknown,
    });
  });

  test('end with their revocation', async () => {
    const tokens = await tokensOf(await person());
    await client.send(new idp.RevokeTokenCommand({ ClientId, Token: tokens?.RefreshToken }));
    await expect(refresh(tokens?.RefreshToken)).rejects.toEqual(named('NotAuthorizedException'));
    await expect(client.send(new idp.GetUserCommand({ AccessToken: tokens?.AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
    const access = { ClientId, Token: tokens?.AccessToken };
    await expect(client.send(new idp.RevokeTokenCommand(access))).rejects.toEqual(
      named('UnsupportedTokenTypeException'),
    );
  });

  test('end with a global sign-out', async () => {
    const Username = await person();
    const tokens = await tokensOf(Username);
    await client.send(new idp.GlobalSignOutCommand({ AccessToken: tokens?.AccessToken }));
    await expect(refresh(tokens?.RefreshToken)).rejects.toEqual(named('NotAuthorizedException'));
  });

  test('live as long as the client says, in its units', async () => {
    const TokenValidityUnits = { AccessToken: 'minutes' as const, IdToken: 'minutes' as const };
    const id = await createClient({ AccessTokenValidity: 10, IdTokenValidity: 20, TokenValidityUnits });
    const tokens = await tokensOf(await person(), id);
    const lifetime = ({ exp, iat }: Record<string, unknown>) => Number(exp) - Number(iat);
    expect([lifetime(claimsOf(tokens?.AccessToken)), lifetime(claimsOf(tokens?.IdToken))]).toEqual([600, 1200]);
    await expect(createClient({ AccessTokenValidity: 2, TokenValidityUnits })).rejects.toEqual(
      named('InvalidParameterException'),
    );
  });
});

describe('attributes', () => {
  const update = (Username: string, Name: string, Value: string) =>
    client.send(new idp.AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes: [{ Name, Value }] }));

  test('are changed, removed, and immutable where the schema says so', async () => {
    const Username = await person({ 'custom:tenant': 'acme' });
    await update(Username, 'custom:seats', '4');
    expect(await attribute(Username, 'custom:seats')).toBe('4');
    await client.send(
      new idp.AdminDeleteUserAttributesCommand({ UserPoolId, Username, UserAttributeNames: ['custom:seats'] }),
    );
    expect(await attribute(Username, 'custom:seats')).toBeUndefined();
    await expect(update(Username, 'custom:tenant', 'other')).rejects.toEqual(named('InvalidParameterException'));
    await expect(update(Username, 'sub', 'other')).rejects.toEqual(named('InvalidParameterException'));
  });

  test('are read and written only as the client may', async () => {
    const id = await createClient({ ReadAttributes: ['email'], WriteAttributes: ['name'] });
    const Username = await person({ email: 'a@example.com', name: 'Ann' });
    const AccessToken = (await tokensOf(Username, id))?.AccessToken;
    const { UserAttributes = [] } = await client.send(new idp.GetUserCommand({ AccessToken }));
    const names = UserAttributes.map(({ Name }) => Name);
    expect(names).toContain('email');
    expect(names).not.toContain('name');
    const write = (Name: string) =>
      client.send(
        new idp.UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value: 'b@example.com' }] }),
      );
    await write('name');
    await expect(write('email')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    });
  });

  test('a pool takes new custom ones', async () => {
    const CustomAttributes = [{ Name: 'extra', AttributeDataType: 'String' as const, Mutable: true }];
    await client.send(new idp.AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
    const { UserPool } = await client.send(new idp.DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:extra');
  });
});
