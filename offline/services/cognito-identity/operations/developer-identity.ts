// Identities of people for whom the app's own sign-in vouches.
import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { authorizedPool } from '../access.ts';
import { invalidParameter, notAuthorized, notFound } from '../faults.ts';
import { identityFor, link, ownIdentity, requireIdentity } from '../identities.ts';
import { verifyLogins } from '../logins.ts';
import { ISSUER_NAME } from '../open-id-token.ts';
import { requirePool } from '../pools.ts';
import { signOpenIdToken } from '../signing-key.ts';
import type { IdentityPool, IdentityState } from '../state.ts';

const id = z.string().min(1).max(55);
const identifier = z.string().min(1).max(1024);
const tokenInput = z.object({
  IdentityPoolId: id,
  IdentityId: id.nullish(),
  Logins: z.record(z.string(), z.string()),
  PrincipalTags: z.record(z.string().max(128), z.string().max(256)).optional(),
  TokenDuration: z.number().int().min(1).max(86_400).default(900),
});
const lookupInput = z.object({
  IdentityPoolId: id,
  IdentityId: id.nullish(),
  DeveloperUserIdentifier: identifier.nullish(),
  MaxResults: z.number().int().min(1).max(60).default(60),
  NextToken: z.string().nullish(),
});
const mergeInput = z.object({
  SourceUserIdentifier: identifier,
  DestinationUserIdentifier: identifier,
  DeveloperProviderName: z.string().min(1).max(128),
  IdentityPoolId: id,
});
const unlinkDeveloperInput = z.object({
  IdentityId: id,
  IdentityPoolId: id,
  DeveloperProviderName: z.string().min(1).max(128),
  DeveloperUserIdentifier: identifier,
});
const unlinkInput = z.object({
  IdentityId: id,
  Logins: z.record(z.string(), z.string()),
  LoginsToRemove: z.array(z.string()),
});

export const getOpenIdTokenForDeveloperIdentity = defineOperation<IdentityState, z.output<typeof tokenInput>>({
  schema: tokenInput,
  async execute(state, input, call) {
    const pool = authorizedPool(state, call, 'GetOpenIdTokenForDeveloperIdentity', input.IdentityPoolId);
    const provider = requireProvider(pool);
    const { [provider]: subject, ...others } = input.Logins;
    if (!subject) throw invalidParameter('Please provide a valid developer provider.');
    const other = Object.keys(others).length > 0 ? await verifyLogins(state, pool, others) : undefined;
    const login = { provider, subject };
    const IdentityId = state.store.transaction(() => {
      const own = ownIdentity(state, pool, login);
      const wanted = input.IdentityId ? requireIdentity(state, input.IdentityId).id : undefined;
      if (own !== undefined && wanted !== undefined && own !== wanted) {
        throw new ServiceError(
          'DeveloperUserAlreadyRegisteredException',
          'The developer user identifier is already registered to another identity.',
        );
      }
      const known = own ?? wanted ?? (other && ownIdentity(state, pool, other));
      if (known === undefined) return identityFor(state, pool, login);
      if (own === undefined) link(state, pool, login, known);
      if (other && ownIdentity(state, pool, other) === undefined) link(state, pool, other, known);
      return known;
    });
    const iat = Math.floor(state.context.clock.now() / 1000);
    const Token = await signOpenIdToken(state, {
      ...{ sub: IdentityId, aud: pool.id, iss: `https://${ISSUER_NAME}` },
      amr: ['authenticated', provider, `${provider}:${pool.id}:${subject}`],
      ...(input.PrincipalTags && { 'https://aws.amazon.com/tags': { principal_tags: input.PrincipalTags } }),
      ...{ exp: iat + input.TokenDuration, iat },
    });
    return { IdentityId, Token };
  },
});

export const lookupDeveloperIdentity = defineOperation<IdentityState, z.output<typeof lookupInput>>({
  schema: lookupInput,
  execute(state, input, call) {
    const pool = authorizedPool(state, call, 'LookupDeveloperIdentity', input.IdentityPoolId);
    const provider = requireProvider(pool);
    const { DeveloperUserIdentifier: subject, IdentityId: named } = input;
    if (!subject && !named) throw invalidParameter('Either IdentityID or DeveloperUserIdentifier must be given.');
    const owner = subject ? ownIdentity(state, pool, { provider, subject }) : requireIdentity(state, named ?? '').id;
    if (owner === undefined) throw notFound('Developer user identifier not found.');
    if (named && named !== owner) {
      throw new ServiceError('ResourceConflictException', 'The developer user identifier belongs to another identity.');
    }
    const sql =
      'SELECT subject FROM logins WHERE identity_id = ? AND provider = ? AND subject > ? ORDER BY subject LIMIT ?';
    const subjects = state.store
      .all(sql, owner, provider, input.NextToken ?? '', input.MaxResults + 1)
      .map((row) => String(row.subject));
    const page = subjects.slice(0, input.MaxResults);
    return {
      IdentityId: owner,
      DeveloperUserIdentifierList: page,
      ...(subjects.length > page.length && { NextToken: page.at(-1) }),
    };
  },
});

/** All that signs in as the source is the destination's from then on; the source's identity is no more. */
export const mergeDeveloperIdentities = defineOperation<IdentityState, z.output<typeof mergeInput>>({
  schema: mergeInput,
  execute(state, input, call) {
    const pool = authorizedPool(state, call, 'MergeDeveloperIdentities', input.IdentityPoolId);
    requireProvider(pool, input.DeveloperProviderName);
    const provider = input.DeveloperProviderName;
    const [source, destination] = [input.SourceUserIdentifier, input.DestinationUserIdentifier].map((subject) => {
      const owner = ownIdentity(state, pool, { provider, subject });
      if (owner === undefined) throw notFound(`Developer user identifier '${subject}' not found.`);
      return owner;
    });
    if (source === destination || source === undefined || destination === undefined) {
      throw invalidParameter('The user identifiers belong to the same identity.');
    }
    state.store.transaction(() => {
      state.store.run('UPDATE logins SET identity_id = ? WHERE identity_id = ?', destination, source);
      state.store.run('DELETE FROM identities WHERE id = ?', source);
    });
    return { IdentityId: destination };
  },
});

export const unlinkDeveloperIdentity = defineOperation<IdentityState, z.output<typeof unlinkDeveloperInput>>({
  schema: unlinkDeveloperInput,
  execute(state, input, call) {
    const pool = authorizedPool(state, call, 'UnlinkDeveloperIdentity', input.IdentityPoolId);
    requireProvider(pool, input.DeveloperProviderName);
    const login = { provider: input.DeveloperProviderName, subject: input.DeveloperUserIdentifier };
    if (ownIdentity(state, pool, login) !== requireIdentity(state, input.IdentityId).id) {
      throw notFound('The developer user identifier is not linked to this identity.');
    }
    const sql = 'DELETE FROM logins WHERE pool_id = ? AND provider = ? AND subject = ?';
    state.store.run(sql, pool.id, login.provider, login.subject);
    return {};
  },
});

export const unlinkIdentity = defineOperation<IdentityState, z.output<typeof unlinkInput>>({
  schema: unlinkInput,
  unsigned: true,
  async execute(state, { IdentityId, Logins, LoginsToRemove }) {
    const identity = requireIdentity(state, IdentityId);
    const pool = requirePool(state, identity.poolId);
    const login = await verifyLogins(state, pool, Logins);
    const acting = login && (login.identityId ?? ownIdentity(state, pool, login));
    if (acting !== identity.id) throw notAuthorized('Access to Identity is forbidden.');
    state.store.transaction(() => {
      for (const provider of LoginsToRemove) {
        state.store.run('DELETE FROM logins WHERE identity_id = ? AND provider = ?', identity.id, provider);
      }
    });
    return {};
  },
});

function requireProvider({ settings }: IdentityPool, name = settings.developerProvider): string {
  const { developerProvider } = settings;
  if (developerProvider === undefined || developerProvider !== name) {
    throw invalidParameter('The identity pool has no developer provider of this name.');
  }
  return developerProvider;
}
