import { clientOperation, clientUserInput } from '../access.ts';
import { createCode } from '../codes.ts';
import { verifiedDestination } from '../confirmation.ts';
import { invalidParameter, userNotFound } from '../faults.ts';
import { deliver, masked } from '../messages.ts';

export const resendConfirmationCode = clientOperation(clientUserInput, async ({ state, pool, client, user, input }) => {
  if (!user) {
    if (client.settings.PreventUserExistenceErrors !== 'ENABLED') throw userNotFound();
    return { CodeDeliveryDetails: simulatedDelivery(input.Username) };
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const place = verifiedDestination(pool, user);
  if (!place) throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  const code = createCode(state, user, 'confirm');
  const CodeDeliveryDetails = await deliver(state, {
    pool,
    client,
    user,
    reason: 'ResendCode',
    ...place,
    code,
    signInName: input.Username,
    clientMetadata: input.ClientMetadata,
  });
  return { CodeDeliveryDetails };
});

/** What the answer would say if someone had this name; nothing is sent. */
export function simulatedDelivery(name: string) {
  const address = name.includes('@') ? name : `${name}@example.com`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: masked(address) };
}
