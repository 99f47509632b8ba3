import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { IdentityRequest, Resource, ResourceSupport } from '../../kernel/resource.ts';
import { listGroups, putGroup, removeGroup } from './groups.ts';
import { applyKeptResource, keptResources } from './kept-resources.ts';
import { putClient, putPool } from './pools.ts';
import type { CognitoState } from './state.ts';

const NO_HOSTED_PAGES = 'people sign in through the API; there are no hosted pages offline';

const NO_PASSKEYS = 'passkeys belong to a site of the web; people sign in otherwise offline';

/** How Cognito's user pool resources are named and which of their properties count. */
export const resources = {
  'AWS::Cognito::UserPool': {
    identify(request) {
      const id = `${request.region}_${request.letters(9)}`;
      const provider = `cognito-idp.${request.region}.amazonaws.com/${id}`;
      return {
        ref: id,
        attributes: {
          Arn: `arn:aws:cognito-idp:${request.region}:${request.account}:userpool/${id}`,
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
          UserPoolId: id,
        },
      };
    },
    honoured: [
      'UserPoolName',
      'Policies',
      'Schema',
      'MfaConfiguration',
      'EnabledMfas',
      'LambdaConfig',
      'AdminCreateUserConfig',
      'AutoVerifiedAttributes',
      'AliasAttributes',
      'UsernameAttributes',
      'UsernameConfiguration',
      'VerificationMessageTemplate',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'EmailAuthenticationMessage',
      'EmailAuthenticationSubject',
      'SmsVerificationMessage',
      'SmsAuthenticationMessage',
      'AccountRecoverySetting',
      'UserAttributeUpdateSettings',
      'DeletionProtection',
      'DeviceConfiguration',
      'UserPoolTags',
    ],
    ignored: {
      EmailConfiguration: 'mail goes to the local mailbox',
      SmsConfiguration: 'text messages go to the local mailbox',
      UserPoolTier: 'all features that are emulated are there in every tier',
      UserPoolAddOns: 'threat protection watches real traffic',
      WebAuthnRelyingPartyID: NO_PASSKEYS,
      WebAuthnUserVerification: NO_PASSKEYS,
      WebAuthnFactorConfiguration: NO_PASSKEYS,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    identify(request) {
      const id = request.letters(26);
      const hasSecret = String(request.property('GenerateSecret')) === 'true';
      return {
        ref: id,
        attributes: { ClientId: id, Name: clientName(request), ...(hasSecret && { ClientSecret: secretOf(request) }) },
      };
    },
    honoured: [
      'UserPoolId',
      'ClientName',
      'GenerateSecret',
      'ExplicitAuthFlows',
      'AccessTokenValidity',
      'IdTokenValidity',
      'RefreshTokenValidity',
      'TokenValidityUnits',
      'ReadAttributes',
      'WriteAttributes',
      'EnableTokenRevocation',
      'PreventUserExistenceErrors',
      'AuthSessionValidity',
      'RefreshTokenRotation',
    ],
    ignored: {
      AllowedOAuthFlows: NO_HOSTED_PAGES,
      AllowedOAuthFlowsUserPoolClient: NO_HOSTED_PAGES,
      AllowedOAuthScopes: NO_HOSTED_PAGES,
      CallbackURLs: NO_HOSTED_PAGES,
      DefaultRedirectURI: NO_HOSTED_PAGES,
      LogoutURLs: NO_HOSTED_PAGES,
      SupportedIdentityProviders: NO_HOSTED_PAGES,
      AnalyticsConfiguration: 'sign-in analytics are sent nowhere',
      EnablePropagateAdditionalUserContextData: 'threat protection watches real traffic',
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    identify: (request) => ({ ref: given(request, 'GroupName') }),
    honoured: ['UserPoolId', 'GroupName', 'Description', 'Precedence', 'RoleArn'],
  },
  'AWS::Cognito::UserPoolDomain': {
    identify: (request) => ({
      ref: String(request.property('Domain')),
      attributes: { CloudFrontDistribution: 'offline.cloudfront.net' },
    }),
    honoured: [],
    ignored: {
      UserPoolId: NO_HOSTED_PAGES,
      Domain: NO_HOSTED_PAGES,
      CustomDomainConfig: NO_HOSTED_PAGES,
      ManagedLoginVersion: NO_HOSTED_PAGES,
    },
  },
  ...keptResources,
} as const satisfies Record<string, ResourceSupport>;

/** The name that the template gives, or one made up. */
function given(request: IdentityRequest, property: string): string {
  const name = request.property(property);
  return typeof name === 'string' ? name : request.physicalName(128);
}

const clientName = (request: IdentityRequest) => given(request, 'ClientName');
const secretOf = (request: IdentityRequest) => request.letters(51, 'secret');

const group = z.object({
  UserPoolId: z.string(),
  Description: z.string().optional(),
  Precedence: z.coerce.number().int().min(0).optional(),
  RoleArn: z.string().optional(),
});
const clientPool = z.looseObject({ UserPoolId: z.string(), ClientName: z.string().optional() });

/** Takes the app's pools, clients and groups; what the app no longer defines is out of reach, its users stay stored. */
export function applyResources(state: CognitoState, definitions: readonly Resource[]): void {
  for (const pool of state.pools.values()) if (pool.origin === 'app') state.pools.delete(pool.id);
  for (const client of state.clients.values()) if (client.origin === 'app') state.clients.delete(client.id);
  const ofType = (type: keyof typeof resources) => definitions.filter((resource) => resource.type === type);

  for (const resource of ofType('AWS::Cognito::UserPool')) {
    const settings = { PoolName: poolName(resource), ...resource.properties };
    const pool = understood(resource, () => putPool(state, { id: resource.ref, origin: 'app', settings }));
    warnOfLinks(state.context.log, resource, pool.settings.VerificationMessageTemplate.DefaultEmailOption);
    warnOfSenders(state.context.log, resource, pool.settings.LambdaConfig);
    if (pool.settings.Policies.SignInPolicy?.AllowedFirstAuthFactors.includes('WEB_AUTHN')) {
      state.context.log.warn(`${resource.logicalId}.Policies.SignInPolicy: ${NO_PASSKEYS}`);
    }
  }
  for (const resource of ofType('AWS::Cognito::UserPoolClient')) {
    const { UserPoolId, ...rest } = understood(resource, () => clientPool.parse(resource.properties));
    const settings = { ...rest, ClientName: rest.ClientName ?? String(resource.attributes.Name) };
    const { ClientSecret } = resource.attributes;
    const secret = typeof ClientSecret === 'string' ? ClientSecret : undefined;
    understood(resource, () =>
      putClient(state, { id: resource.ref, poolId: UserPoolId, origin: 'app', settings, secret }),
    );
  }
  applyGroups(state, ofType('AWS::Cognito::UserPoolGroup'));
  for (const resource of definitions) {
    if (Object.hasOwn(keptResources, resource.type)) {
      understood(resource, () => {
        applyKeptResource(state, resource);
      });
    }
  }
}

function applyGroups(state: CognitoState, definitions: readonly Resource[]): void {
  const defined = new Set<string>();
  for (const resource of definitions) {
    const parsed = understood(resource, () => group.parse(resource.properties));
    defined.add(`${parsed.UserPoolId} ${resource.ref}`);
    putGroup(state, parsed.UserPoolId, {
      name: resource.ref,
      origin: 'app',
      description: parsed.Description,
      precedence: parsed.Precedence,
      roleArn: parsed.RoleArn,
    });
  }
  for (const { id } of state.pools.values()) {
    for (const { name, origin } of listGroups(state, id, '', 10_000)) {
      if (origin === 'app' && !defined.has(`${id} ${name}`)) removeGroup(state, id, name);
    }
  }
}

function poolName({ properties, logicalId }: Resource): string {
  return typeof properties.UserPoolName === 'string' ? properties.UserPoolName : logicalId;
}

function understood<Result>(resource: Resource, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new DefinitionError({
      logicalId: resource.logicalId,
      property: issue?.path.join('.') ?? '',
      reason: issue?.message ?? 'malformed',
      remedy: `Correct the definition of this ${resource.type}.`,
    });
  }
}

function warnOfLinks(log: Log, { logicalId }: Resource, option: string | undefined): void {
  if (option !== 'CONFIRM_WITH_LINK') return;
  log.warn(`${logicalId}.VerificationMessageTemplate.DefaultEmailOption: mails carry codes, not links, offline`);
}

function warnOfSenders(log: Log, { logicalId }: Resource, config: Readonly<Record<string, unknown>>): void {
  for (const name of ['CustomEmailSender', 'CustomSMSSender', 'InboundFederation']) {
    if (config[name] !== undefined)
      log.warn(`${logicalId}.LambdaConfig.${name} is not honoured: mail stays in the mailbox`);
  }
}
