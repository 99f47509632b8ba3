import {
  clientOperation,
  clientUserInput,
  clientMetadata as metadataInput,
  poolUserInput,
  poolUserOperation,
} from '../access.ts';
import { createCode } from '../codes.ts';
import { recoveryDestination } from '../confirmation.ts';
import { invalidParameter, notAuthorized, userDisabled, userNotFound } from '../faults.ts';
import { deliver } from '../messages.ts';
import { migrateUser } from '../migrate-user.ts';
import { revokeAllOf } from '../tokens/refresh-tokens.ts';
import { saveChangedUser } from '../users.ts';
import { simulatedDelivery } from './resend-confirmation-code.ts';

const NOWHERE = 'Cannot reset password for the user as there is no registered/verified email or phone_number';

export const forgotPassword = clientOperation(clientUserInput, async ({ state, pool, client, input, ...found }) => {
  const request = { pool, client, clientMetadata: input.ClientMetadata };
  const user = found.user ?? (await migrateUser(state, request, input.Username));
  if (!user) {
    if (client.settings.PreventUserExistenceErrors !== 'ENABLED') throw userNotFound();
    return { CodeDeliveryDetails: simulatedDelivery(input.Username) };
  }
  if (!user.enabled) throw userDisabled();
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
  const place = recoveryDestination(pool, user);
  if (!place) throw invalidParameter(NOWHERE);
  const code = createCode(state, user, 'reset');
  const CodeDeliveryDetails = await deliver(state, {
    pool,
    client,
    user,
    reason: 'ForgotPassword',
    ...place,
    code,
    signInName: input.Username,
    clientMetadata: input.ClientMetadata,
  });
  return { CodeDeliveryDetails };
});

export const adminResetUserPassword = poolUserOperation(
  'AdminResetUserPassword',
  poolUserInput.extend({ ClientMetadata: metadataInput }),
  async ({ state, pool, user, input }) => {
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'UNCONFIRMED') {
      throw notAuthorized('User password cannot be reset in the current state.');
    }
    const place = recoveryDestination(pool, user);
    if (!place) throw invalidParameter(NOWHERE);
    user.status = 'RESET_REQUIRED';
    user.security.signedOutAt = state.context.clock.now();
    saveChangedUser(state, pool, user);
    revokeAllOf(state, user);
    const code = createCode(state, user, 'reset');
    await deliver(state, {
      pool,
      client: undefined,
      user,
      reason: 'ForgotPassword',
      ...place,
      code,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
);
