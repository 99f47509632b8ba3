import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { attributeInputs, clientMetadata, poolInput, poolOperation, username } from '../access.ts';
import { checkAttributes } from '../attributes.ts';
import { createUser, storeNewUser } from '../create-user.ts';
import { deliver } from '../messages.ts';
import { randomPassword, setPassword } from '../passwords.ts';
import { preSignUp } from '../pre-sign-up.ts';
import type { CognitoState, Pool } from '../state.ts';
import { describeUser, requireUser, saveChangedUser, type User } from '../users.ts';

const schema = poolInput.extend({
  Username: username,
  UserAttributes: attributeInputs,
  ValidationData: attributeInputs.optional(),
  TemporaryPassword: z.string().max(256).optional(),
  ForceAliasCreation: z.boolean().optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
  DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).default([]),
  ClientMetadata: clientMetadata,
});
type Input = z.output<typeof schema>;

export const adminCreateUser = poolOperation('AdminCreateUser', schema, async ({ state, pool, input }) => {
  const password = input.TemporaryPassword ?? randomPassword(pool.settings.Policies.PasswordPolicy);
  const user =
    input.MessageAction === 'RESEND' ? renew(state, pool, input, password) : await create(state, pool, input, password);
  if (input.MessageAction !== 'SUPPRESS') await invite(state, pool, user, input, password);
  return { User: describeUser(user) };
});

async function create(state: CognitoState, pool: Pool, input: Input, password: string): Promise<User> {
  checkAttributes(pool, input.UserAttributes, 'creation');
  const user = createUser(state, {
    pool,
    name: input.Username,
    attributes: input.UserAttributes,
    status: 'FORCE_CHANGE_PASSWORD',
  });
  setPassword(state, pool, user, password, true);
  await preSignUp(state, {
    pool,
    client: undefined,
    user,
    source: 'AdminCreateUser',
    validationData: input.ValidationData,
    clientMetadata: input.ClientMetadata,
  });
  storeNewUser(state, pool, user, input.ForceAliasCreation);
  return user;
}

/** The invitation again, with a new temporary password and a new term. */
function renew(state: CognitoState, pool: Pool, input: Input, password: string): User {
  const user = requireUser(state, pool, input.Username);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError(
      'UnsupportedUserStateException',
      `Resend not possible. ${input.Username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  setPassword(state, pool, user, password, true);
  saveChangedUser(state, pool, user);
  return user;
}

async function invite(state: CognitoState, pool: Pool, user: User, input: Input, code: string): Promise<void> {
  const wanted: readonly string[] = input.DesiredDeliveryMediums.map((medium) =>
    medium === 'EMAIL' ? 'email' : 'phone_number',
  );
  const all = ['email', 'phone_number'] as const;
  const reachable = all.filter((attribute) => user.attributes[attribute]);
  const chosen = reachable.filter((attribute) => wanted.includes(attribute));
  for (const attribute of chosen.length > 0 ? chosen : reachable.slice(0, 1)) {
    const destination = user.attributes[attribute] ?? '';
    const message = { pool, client: undefined, user, reason: 'AdminCreateUser', attribute, destination, code } as const;
    await deliver(state, { ...message, signInName: input.Username, clientMetadata: input.ClientMetadata });
  }
}
