import { z } from 'zod';
import { attributeInputs, clientOperation, clientUserInput } from '../access.ts';
import { checkAttributes, checkWritable } from '../attributes.ts';
import { createCode } from '../codes.ts';
import { confirmUser, verifiedDestination } from '../confirmation.ts';
import { createUser, storeNewUser } from '../create-user.ts';
import { notAuthorized } from '../faults.ts';
import { deliver } from '../messages.ts';
import { setPassword } from '../passwords.ts';
import { preSignUp } from '../pre-sign-up.ts';

const schema = clientUserInput.extend({
  Password: z.string().max(256),
  UserAttributes: attributeInputs,
  ValidationData: attributeInputs.optional(),
});

export const signUp = clientOperation(schema, async ({ state, pool, client, input }) => {
  const { Username: name, UserAttributes, ValidationData, ClientMetadata: clientMetadata } = input;
  if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly) {
    throw notAuthorized('SignUp is not permitted for this user pool');
  }
  checkWritable(
    client,
    UserAttributes.map(({ Name }) => Name),
  );
  const user = createUser(state, { pool, name, attributes: UserAttributes, status: 'UNCONFIRMED' });
  checkAttributes(
    pool,
    Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
    'sign-up',
  );
  setPassword(state, pool, user, input.Password);
  for (const attribute of ['email', 'phone_number']) {
    if (user.attributes[attribute]) user.attributes[`${attribute}_verified`] = 'false';
  }
  const { confirm } = await preSignUp(state, {
    pool,
    client,
    user,
    source: 'SignUp',
    validationData: ValidationData,
    clientMetadata,
  });
  storeNewUser(state, pool, user);
  if (confirm) {
    await confirmUser(state, { pool, client, user, source: 'ConfirmSignUp', clientMetadata });
    return { UserConfirmed: true, UserSub: user.sub };
  }
  const place = verifiedDestination(pool, user);
  if (!place) return { UserConfirmed: false, UserSub: user.sub };
  const code = createCode(state, user, 'confirm');
  const message = { pool, client, user, reason: 'SignUp', ...place, code, signInName: name, clientMetadata } as const;
  return { UserConfirmed: false, UserSub: user.sub, CodeDeliveryDetails: await deliver(state, message) };
});
