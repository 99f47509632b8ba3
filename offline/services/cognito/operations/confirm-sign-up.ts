import { z } from 'zod';
import { clientMetadata, clientOperation, clientUserInput, poolUserInput, poolUserOperation } from '../access.ts';
import { assignAttributes } from '../attributes.ts';
import { checkCode, spendCode } from '../codes.ts';
import { confirmUser, requireUnconfirmed, verifiedDestination } from '../confirmation.ts';
import { aliasExists, codeExpired, userNotFound } from '../faults.ts';
import { findByAlias, saveChangedUser } from '../users.ts';

const schema = clientUserInput.extend({
  ConfirmationCode: z.string().max(2048),
  ForceAliasCreation: z.boolean().optional(),
});

export const confirmSignUp = clientOperation(schema, async ({ state, pool, client, user, input }) => {
  if (!user) throw client.settings.PreventUserExistenceErrors === 'ENABLED' ? codeExpired() : userNotFound();
  requireUnconfirmed(user);
  checkCode(state, user, 'confirm', input.ConfirmationCode);
  const place = verifiedDestination(pool, user);
  if (place) {
    const holder = findByAlias(state, pool, place.attribute, place.destination);
    if (holder && holder.sub !== user.sub && pool.settings.AliasAttributes.includes(place.attribute)) {
      if (!input.ForceAliasCreation) throw aliasExists(place.attribute);
      assignAttributes(holder, [{ Name: place.attribute }, { Name: `${place.attribute}_verified` }]);
      saveChangedUser(state, pool, holder);
    }
    assignAttributes(user, [{ Name: `${place.attribute}_verified`, Value: 'true' }]);
  }
  spendCode(state, user, 'confirm');
  await confirmUser(state, {
    pool,
    client,
    user,
    source: 'ConfirmSignUp',
    clientMetadata: input.ClientMetadata,
  });
  return {};
});

export const adminConfirmSignUp = poolUserOperation(
  'AdminConfirmSignUp',
  poolUserInput.extend({ ClientMetadata: clientMetadata }),
  async ({ state, pool, user, input }) => {
    requireUnconfirmed(user);
    await confirmUser(state, {
      pool,
      client: undefined,
      user,
      source: 'ConfirmSignUp',
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
);
