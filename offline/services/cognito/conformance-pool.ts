// The pool that the conformance cases of this folder run in, here or on AWS.
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { startTarget } from '../../kernel/conformance.ts';
import { cognito } from './index.ts';

export const Password = 'Correct-Horse-9!';
export const FLOWS = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

/** A pool where people have usernames, a client of it, and what the cases do again and again. */
export async function startConformancePool() {
  const target = await startTarget([cognito]);
  const client = new idp.CognitoIdentityProviderClient(target.client);
  const Schema = [
    {
      Name: 'seats',
      AttributeDataType: 'Number' as const,
      Mutable: true,
      NumberAttributeConstraints: { MaxValue: '9' },
    },
    { Name: 'tenant', AttributeDataType: 'String' as const, Mutable: false },
  ];
  const { UserPool } = await client.send(
    new idp.CreateUserPoolCommand({ PoolName: target.unique('pool'), AutoVerifiedAttributes: ['email'], Schema }),
  );
  const UserPoolId = UserPool?.Id ?? '';
  const ClientId = await createClient();
  const stop = async () => {
    await client.send(new idp.DeleteUserPoolCommand({ UserPoolId }));
    await target.stop();
  };
  return { target, client, UserPoolId, ClientId, createClient, person, signIn, tokensOf, get, attribute, stop };

  async function createClient(more: Partial<idp.CreateUserPoolClientCommandInput> = {}): Promise<string> {
    const { UserPoolClient } = await client.send(
      new idp.CreateUserPoolClientCommand({
        ...{ UserPoolId, ClientName: target.unique('client'), ExplicitAuthFlows: [...FLOWS] },
        ...more,
      }),
    );
    return UserPoolClient?.ClientId ?? '';
  }
  /** A confirmed person. */
  async function person(attributes: Record<string, string> = {}): Promise<string> {
    const Username = target.unique('ann');
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    await client.send(
      new idp.AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    await client.send(new idp.AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    return Username;
  }
  function signIn(USERNAME: string, PASSWORD = Password, id = ClientId) {
    return client.send(
      new idp.InitiateAuthCommand({
        ...{ ClientId: id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } },
      }),
    );
  }
  async function tokensOf(Username: string, id = ClientId) {
    return (await signIn(Username, Password, id)).AuthenticationResult;
  }
  function get(Username: string) {
    return client.send(new idp.AdminGetUserCommand({ UserPoolId, Username }));
  }
  async function attribute(Username: string, name: string) {
    return (await get(Username)).UserAttributes?.find(({ Name }) => Name === name)?.Value;
  }
}
