import { z } from 'zod';
import {
  attributeInputs,
  clientMetadata,
  poolUserInput,
  poolUserOperation,
  sessionOperation,
  tokenInput,
} from '../access.ts';
import {
  type AttributeInput,
  assignAttributes,
  checkAliasesFree,
  checkAttributes,
  checkWritable,
  removeAttributes,
} from '../attributes.ts';
import { createCode } from '../codes.ts';
import { invalidParameter } from '../faults.ts';
import { type DeliveryDetails, deliver } from '../messages.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { saveChangedUser, type User } from '../users.ts';

const changes = { UserAttributes: attributeInputs, ClientMetadata: clientMetadata };
const names = z.array(z.string().min(1));

export const updateUserAttributes = sessionOperation(tokenInput.extend(changes), async ({ state, input, ...who }) => {
  const { UserAttributes, ClientMetadata } = input;
  checkWritable(
    who.client,
    UserAttributes.map(({ Name }) => Name),
  );
  return { CodeDeliveryDetailsList: await update(state, who, UserAttributes, ClientMetadata) };
});

export const adminUpdateUserAttributes = poolUserOperation(
  'AdminUpdateUserAttributes',
  poolUserInput.extend(changes),
  async ({ state, pool, user, input }) => {
    await update(state, { pool, user, client: undefined }, input.UserAttributes, input.ClientMetadata);
    return {};
  },
);

export const deleteUserAttributes = sessionOperation(
  tokenInput.extend({ UserAttributeNames: names }),
  ({ state, pool, client, user, input }) => {
    checkWritable(client, input.UserAttributeNames);
    return remove(state, pool, user, input.UserAttributeNames);
  },
);

export const adminDeleteUserAttributes = poolUserOperation(
  'AdminDeleteUserAttributes',
  poolUserInput.extend({ UserAttributeNames: names }),
  ({ state, pool, user, input }) => remove(state, pool, user, input.UserAttributeNames),
);

/**
 * Changes attributes. A new address or number that the pool verifies is sent a code; where the pool asks for it, the
 * old value stays until that code comes back. The administrator may say that a value is verified.
 */
async function update(
  state: CognitoState,
  { pool, user, client }: { pool: Pool; user: User; client: Client | undefined },
  attributes: readonly AttributeInput[],
  metadata: Record<string, string> | undefined,
): Promise<DeliveryDetails[]> {
  checkAttributes(pool, attributes, 'update');
  checkAliasesFree(state, pool, user, attributes);
  const { AutoVerifiedAttributes, UserAttributeUpdateSettings } = pool.settings;
  const given = new Map(attributes.map(({ Name, Value }) => [Name, Value]));
  const toVerify: { attribute: 'email' | 'phone_number'; destination: string; waits: boolean }[] = [];
  for (const attribute of ['email', 'phone_number'] as const) {
    const destination = given.get(attribute);
    const mark = `${attribute}_verified`;
    if (given.get(mark) !== undefined && destination === undefined && !user.attributes[attribute]) {
      throw invalidParameter(`${attribute} is required to verify ${attribute}.`);
    }
    if (!destination || destination === user.attributes[attribute] || given.get(mark) === 'true') continue;
    const isVerifying = AutoVerifiedAttributes.includes(attribute);
    const waits =
      isVerifying && UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes(attribute);
    if (!waits) user.attributes[mark] = 'false';
    if (isVerifying) toVerify.push({ attribute, destination, waits });
  }
  const waiting = new Set<string>(toVerify.filter(({ waits }) => waits).map(({ attribute }) => attribute));
  assignAttributes(
    user,
    attributes.filter(({ Name }) => !waiting.has(Name)),
  );
  saveChangedUser(state, pool, user);
  const deliveries: DeliveryDetails[] = [];
  for (const { attribute, destination, waits } of toVerify) {
    const code = createCode(state, user, `verify:${attribute}`, waits ? destination : undefined);
    const place = { attribute, destination, code, clientMetadata: metadata };
    deliveries.push(await deliver(state, { pool, client, user, reason: 'UpdateUserAttribute', ...place }));
  }
  return deliveries;
}

function remove(state: CognitoState, pool: Pool, user: User, removed: readonly string[]) {
  checkAttributes(
    pool,
    removed.map((Name) => ({ Name })),
    'update',
  );
  removeAttributes(user, [...removed, ...removed.map((name) => `${name}_verified`)]);
  saveChangedUser(state, pool, user);
  return {};
}
