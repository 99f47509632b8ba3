import { z } from 'zod';
import { type Group, groupsOf } from '../groups.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { readResponse, runTrigger, triggerAttributes, triggerFunction } from '../triggers.ts';
import { attributeList, type User } from '../users.ts';

type Claims = Record<string, unknown>;

/** What the tokens of one issue have in common. */
export type TokenSubject = {
  pool: Pool;
  client: Client;
  user: User;
  /** `Authentication`, `NewPasswordChallenge`, `AuthenticateDevice`, `RefreshTokens`. */
  source: string;
  clientMetadata?: Record<string, string> | undefined;
  deviceKey?: string | undefined;
};

/** What a trigger or the user's groups decide about both tokens. */
export type TokenContents = {
  groups: readonly string[];
  roles: readonly string[];
  preferredRole: string | undefined;
  scopes: readonly string[];
  /** Applied to the finished claims. */
  access: ClaimChange;
  id: ClaimChange;
};

type ClaimChange = { add: Claims; suppress: readonly string[] };

const SIGN_IN_SCOPE = 'aws.cognito.signin.user.admin';
const NO_CHANGE: ClaimChange = { add: {}, suppress: [] };

/** Claims that no trigger may touch. */
const RESERVED = new Set(
  'acr amr at_hash aud auth_time azp client_id device_key event_id exp iat iss jti nbf nonce origin_jti scope sub token_use username version'.split(
    ' ',
  ),
);

const groupOverride = z
  .object({
    groupsToOverride: z.array(z.string()).nullish(),
    iamRolesToOverride: z.array(z.string()).nullish(),
    preferredRole: z.string().nullish(),
  })
  .nullish();
const claimOverride = {
  claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
  claimsToSuppress: z.array(z.string()).nullish(),
};
const scopes = z.array(z.string()).nullish();
const versionOne = z.object({
  claimsOverrideDetails: z.object({ ...claimOverride, groupOverrideDetails: groupOverride }).nullish(),
});
const versionTwo = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: z.object(claimOverride).nullish(),
      accessTokenGeneration: z.object({ ...claimOverride, scopesToAdd: scopes, scopesToSuppress: scopes }).nullish(),
      groupOverrideDetails: groupOverride,
    })
    .nullish(),
});

/**
 * What goes into the tokens: the user's groups and roles, changed by the pre token generation trigger. Version 1 of the
 * trigger changes the id token and the groups, versions 2 and 3 both tokens and the access token's scopes.
 */
export async function tokenContents(state: CognitoState, subject: TokenSubject): Promise<TokenContents> {
  const own = ownContents(groupsOf(state, subject.user));
  const target = triggerFunction(subject.pool, 'PreTokenGeneration');
  if (!target) return own;
  const response = await runTrigger(state, {
    pool: subject.pool,
    client: subject.client,
    trigger: 'PreTokenGeneration',
    source: `TokenGeneration_${subject.source}`,
    userName: subject.user.username,
    request: {
      userAttributes: triggerAttributes(subject.user),
      groupConfiguration: {
        groupsToOverride: own.groups,
        iamRolesToOverride: own.roles,
        preferredRole: own.preferredRole ?? null,
      },
      ...(target.version !== '1' && { scopes: own.scopes }),
      ...(subject.clientMetadata && { clientMetadata: subject.clientMetadata }),
    },
    response: target.version === '1' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  });
  if (target.version === '1') {
    const details = readResponse(versionOne, response).claimsOverrideDetails;
    return { ...withGroups(own, details?.groupOverrideDetails), id: toChange(details) };
  }
  const details = readResponse(versionTwo, response).claimsAndScopeOverrideDetails;
  const access = details?.accessTokenGeneration;
  const kept = own.scopes.filter((scope) => !access?.scopesToSuppress?.includes(scope));
  return {
    ...withGroups(own, details?.groupOverrideDetails),
    scopes: [...new Set([...kept, ...(access?.scopesToAdd ?? [])])],
    access: toChange(access),
    id: toChange(details?.idTokenGeneration),
  };
}

function ownContents(groups: readonly Group[]): TokenContents {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const [first, ...others] = withRole;
  // Two groups of the same precedence with different roles leave the choice to the client.
  const isTie = others.some(
    ({ precedence, roleArn }) => precedence === first?.precedence && roleArn !== first?.roleArn,
  );
  return {
    groups: groups.map(({ name }) => name),
    roles: [...new Set(withRole.map(({ roleArn }) => roleArn ?? ''))],
    preferredRole: isTie ? undefined : first?.roleArn,
    scopes: [SIGN_IN_SCOPE],
    access: NO_CHANGE,
    id: NO_CHANGE,
  };
}

function withGroups(own: TokenContents, override: z.output<typeof groupOverride>): TokenContents {
  return {
    ...own,
    groups: override?.groupsToOverride ?? own.groups,
    roles: override?.iamRolesToOverride ?? own.roles,
    preferredRole: override?.preferredRole ?? own.preferredRole,
  };
}

function toChange(
  given:
    | { claimsToAddOrOverride?: Claims | null | undefined; claimsToSuppress?: string[] | null | undefined }
    | null
    | undefined,
): ClaimChange {
  return { add: given?.claimsToAddOrOverride ?? {}, suppress: given?.claimsToSuppress ?? [] };
}

/** Applies a trigger's change to finished claims, leaving alone what is Cognito's own. */
export function changeClaims(claims: Claims, { add, suppress }: ClaimChange): Claims {
  const isOpen = (name: string) => !RESERVED.has(name) && !name.startsWith('cognito:');
  const isSuppressed = (name: string) => suppress.includes(name) && (isOpen(name) || name === 'cognito:groups');
  const changed: Claims = Object.fromEntries(Object.entries(claims).filter(([name]) => !isSuppressed(name)));
  for (const [name, value] of Object.entries(add)) {
    if (isOpen(name) && value !== null && value !== undefined) changed[name] = value;
  }
  return changed;
}

/** The attributes of an id token: those that the app client may read, verification marks as booleans. */
export function attributeClaims(client: Client, user: User): Claims {
  return Object.fromEntries(
    attributeList(user, client.settings.ReadAttributes).map(({ Name, Value }) => [
      Name,
      Name === 'identities' ? (JSON.parse(Value) as unknown) : Name.endsWith('_verified') ? Value === 'true' : Value,
    ]),
  );
}
