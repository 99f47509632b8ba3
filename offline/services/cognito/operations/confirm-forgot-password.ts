import { z } from 'zod';
import { clientOperation, clientUserInput } from '../access.ts';
import { assignAttributes } from '../attributes.ts';
import { checkCode, spendCode } from '../codes.ts';
import { confirmUser, recoveryDestination } from '../confirmation.ts';
import { codeExpired, userDisabled, userNotFound } from '../faults.ts';
import { setPassword } from '../passwords.ts';

const schema = clientUserInput.extend({ ConfirmationCode: z.string().max(2048), Password: z.string().max(256) });

export const confirmForgotPassword = clientOperation(schema, async ({ state, pool, client, user, input }) => {
  if (!user) throw client.settings.PreventUserExistenceErrors === 'ENABLED' ? codeExpired() : userNotFound();
  if (!user.enabled) throw userDisabled();
  checkCode(state, user, 'reset', input.ConfirmationCode);
  setPassword(state, pool, user, input.Password);
  const place = recoveryDestination(pool, user);
  if (place) assignAttributes(user, [{ Name: `${place.attribute}_verified`, Value: 'true' }]);
  spendCode(state, user, 'reset');
  await confirmUser(state, {
    pool,
    client,
    user,
    source: 'ConfirmForgotPassword',
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
