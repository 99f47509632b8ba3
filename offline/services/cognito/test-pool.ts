// A user pool with its app clients for the tests of this folder, on a port of its own.
import { createHmac } from 'node:crypto';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { cognito } from './index.ts';

export const UserPoolId = 'us-east-1_testPool1';
export const ClientId = 'testclient0000000000000000';
export const SecretClientId = 'secretclient00000000000000';
export const clientSecret = 'the-secret-of-the-client';
export const password = 'Correct-Horse-9!';
export const ADMIN_ROLE = 'arn:aws:iam::123456789012:role/admins';

type Event = { triggerSource: string; version: string; request: Record<string, unknown>; response: object };
export type Triggers = Record<string, (event: Event) => object | Promise<object>>;

const resource = (type: string, ref: string, properties: object, attributes: object = {}): Resource => ({
  logicalId: ref,
  stackPath: 'app',
  type: `AWS::Cognito::${type}`,
  properties: { ...properties },
  attributes: { ...attributes },
  ref,
  path: ref,
});

/** Resources of a pool where people sign in by e-mail address, as `defineAuth` makes it. */
const poolResources = (pool: object = {}, client: object = {}): Resource[] => [
  resource('UserPool', UserPoolId, {
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ['email'],
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    Schema: [
      { Name: 'email', Required: true, Mutable: true },
      {
        Name: 'organization',
        AttributeDataType: 'String',
        Mutable: false,
        StringAttributeConstraints: { MaxLength: '40' },
      },
      {
        Name: 'seats',
        AttributeDataType: 'Number',
        Mutable: true,
        NumberAttributeConstraints: { MinValue: '0', MaxValue: '100' },
      },
    ],
    ...pool,
  }),
  resource(
    'UserPoolClient',
    ClientId,
    {
      UserPoolId,
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'].map(
        (flow) => `ALLOW_${flow}`,
      ),
      ...client,
    },
    { Name: 'web' },
  ),
  resource(
    'UserPoolClient',
    SecretClientId,
    {
      UserPoolId,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    },
    { Name: 'server', ClientSecret: clientSecret },
  ),
  resource('UserPoolGroup', 'admin', { UserPoolId, Precedence: 0, RoleArn: ADMIN_ROLE }),
  resource('UserPoolGroup', 'developer', { UserPoolId, Precedence: 1 }),
];

export type TestPool = StartedServices & {
  admin: idp.CognitoIdentityProviderClient;
  /** Signs in with a password. */
  signIn(email: string, secret?: string): Promise<idp.InitiateAuthCommandOutput>;
  /** A confirmed person; answers the sub. */
  createPerson(email: string, attributes?: Record<string, string>): Promise<string>;
  mails(to: string): Promise<{ subject: string; body: string; code: string }[]>;
  code(to: string): Promise<string>;
};

/** Starts the pool; `triggers` stand for its functions, by the name that `LambdaConfig` gives them. */
export async function startPool(
  options: {
    pool?: object;
    client?: object;
    triggers?: Triggers;
    folder?: string;
    services?: OfflineService[];
    resources?: Resource[];
  } = {},
): Promise<TestPool> {
  const triggers = options.triggers ?? {};
  const invoke = async ({ functionName, payload }: { functionName: string; payload: Uint8Array | string }) => {
    const event = JSON.parse(payload.toString()) as Event;
    try {
      const response = await triggers[functionName]?.(event);
      return { payload: JSON.stringify({ ...event, response }), requestId: 'test' };
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : '';
      return {
        payload: JSON.stringify({ errorMessage }),
        functionError: 'Unhandled' as const,
        requestId: 'test',
      };
    }
  };
  const started = await startServices([cognito, ...(options.services ?? [])], {
    resources: [...poolResources(options.pool, options.client), ...(options.resources ?? [])],
    ports: { lambda: { invoke } },
    ...(options.folder !== undefined && { folder: options.folder }),
  });
  const admin = new idp.CognitoIdentityProviderClient(started.client);
  const mails = async (to: string) => {
    const response = await fetch(`${started.endpoint}/_offline/mailbox?to=${encodeURIComponent(to)}`);
    return (await response.json()) as { subject: string; body: string; code: string }[];
  };
  return {
    ...started,
    admin,
    mails,
    code: async (to) => (await mails(to))[0]?.code ?? '',
    signIn: (email, secret = password) =>
      admin.send(
        new idp.InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: email, PASSWORD: secret },
        }),
      ),
    async createPerson(email, attributes = {}) {
      const all = { email, email_verified: 'true', ...attributes };
      const { User } = await admin.send(
        new idp.AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          MessageAction: 'SUPPRESS',
          UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      const change = { UserPoolId, Username: email, Password: password, Permanent: true };
      await admin.send(new idp.AdminSetUserPasswordCommand(change));
      return User?.Username ?? '';
    },
  };
}

/** The claims of a token, unverified. */
export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

export const secretHash = (username: string) =>
  createHmac('sha256', clientSecret).update(`${username}${SecretClientId}`).digest('base64');
