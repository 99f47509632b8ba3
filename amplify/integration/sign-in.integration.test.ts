import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { administrator, demoPassword, graphql, outputs, personOf } from './people.ts';
import { moveClock } from './tokens.ts';

const email = `sign-in-${crypto.randomUUID()}@demo.test`;

beforeAll(async () => {
  const cognito = new CognitoIdentityProviderClient(administrator);
  const user = { UserPoolId: outputs.auth.user_pool_id, Username: email };
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'custom:organization', Value: 'demo' },
  ];
  await cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: demoPassword, Permanent: true }));
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'developer' }));
});
afterEach(() => moveClock(0));

describe('signing in', () => {
  it('with a wrong password is refused in the words that an unknown account gets', async () => {
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(personOf(email, 'Wrong-password-1')).rejects.toMatchObject(refusal);
    await expect(personOf('nobody-at-all@demo.test', 'Wrong-password-1')).rejects.toMatchObject(refusal);
    await personOf(email);
  });

  it('five times with a wrong password locks the account for a while, for the right one too', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(personOf(email, 'Wrong-password-1')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
    await expect(personOf(email)).rejects.toMatchObject({ message: 'Password attempts exceeded' });
    await moveClock(20 * 60 * 1000);
    expect((await personOf(email)).email).toBe(email);
  });
});

it('a token serves for an hour and is refused after it, in words that say so', async () => {
  const person = await personOf(email);
  const profile = () => graphql(person, '{ getCurrentUserProfile { email } }');
  expect((await profile()).status).toBe(200);
  await moveClock(59 * 60 * 1000);
  expect((await profile()).status).toBe(200);
  await moveClock(61 * 60 * 1000);
  expect(await profile()).toMatchObject({ status: 401, errors: [{ message: 'Token has expired.' }] });
});
