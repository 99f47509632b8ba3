// Profiles of other providers that belong to a user: kept in the attribute `identities`, which the id token shows.
import { z } from 'zod';
import { poolInput, poolOperation } from '../access.ts';
import { invalidParameter, notFound, userNotFound } from '../faults.ts';
import { findRecord } from '../pool-records.ts';
import type { CognitoState, Pool } from '../state.ts';
import { findUser, saveChangedUser, toUser, type User } from '../users.ts';

const profile = z.object({
  ProviderName: z.string().min(1).max(32),
  ProviderAttributeName: z.string().optional(),
  ProviderAttributeValue: z.string().min(1).max(2048),
});
const identity = z.looseObject({ userId: z.string(), providerName: z.string() });
const identities = z.array(identity);
const MOST_LINKS = 5;

export const adminLinkProviderForUser = poolOperation(
  'AdminLinkProviderForUser',
  poolInput.extend({ DestinationUser: profile, SourceUser: profile }),
  ({ state, pool, input: { DestinationUser, SourceUser } }) => {
    const user = findUser(state, pool, DestinationUser.ProviderAttributeValue);
    if (!user) throw userNotFound();
    const provider = findRecord(state, pool, 'identity-provider', SourceUser.ProviderName);
    if (!provider) throw notFound(`Identity provider ${SourceUser.ProviderName} does not exist.`);
    const { ProviderName: providerName, ProviderAttributeValue: userId } = SourceUser;
    if (holderOf(state, pool, providerName, userId)) {
      throw invalidParameter('SourceUser is already linked to DestinationUser');
    }
    const linked = linksOf(user);
    if (linked.length >= MOST_LINKS) throw invalidParameter(`A user has at most ${MOST_LINKS} linked profiles.`);
    const dateCreated = String(state.context.clock.now());
    const link = { dateCreated, userId, providerName, providerType: provider.value.ProviderType, issuer: null };
    user.attributes.identities = JSON.stringify([...linked, { ...link, primary: 'false' }]);
    saveChangedUser(state, pool, user);
    return {};
  },
);

export const adminDisableProviderForUser = poolOperation(
  'AdminDisableProviderForUser',
  poolInput.extend({ User: profile }),
  ({ state, pool, input: { User: source } }) => {
    const { ProviderName, ProviderAttributeValue: userId } = source;
    if (ProviderName === 'Cognito') throw invalidParameter('A user of the pool itself has no provider to disable.');
    const user = holderOf(state, pool, ProviderName, userId);
    if (!user) throw userNotFound();
    const kept = linksOf(user).filter((link) => link.providerName !== ProviderName || link.userId !== userId);
    if (kept.length > 0) user.attributes.identities = JSON.stringify(kept);
    else delete user.attributes.identities;
    saveChangedUser(state, pool, user);
    return {};
  },
);

function linksOf(user: User): z.output<typeof identities> {
  const { identities: text } = user.attributes;
  return text === undefined ? [] : identities.parse(JSON.parse(text));
}

function holderOf({ store }: CognitoState, pool: Pool, provider: string, userId: string): User | undefined {
  const sql = "SELECT * FROM users WHERE pool_id = ? AND json_extract(attributes, '$.identities') IS NOT NULL";
  return store
    .all(sql, pool.id)
    .map(toUser)
    .find((user) => linksOf(user).some((link) => link.providerName === provider && link.userId === userId));
}
