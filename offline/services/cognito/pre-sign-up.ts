import { z } from 'zod';
import { type AttributeInput, assignAttributes } from './attributes.ts';
import { invalidParameter } from './faults.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { readResponse, runTrigger, triggerAttributes } from './triggers.ts';
import type { User } from './users.ts';

const answer = z.object({
  autoConfirmUser: z.boolean().nullish(),
  autoVerifyEmail: z.boolean().nullish(),
  autoVerifyPhone: z.boolean().nullish(),
});

/** Asks the PreSignUp trigger; it may refuse by throwing, confirm the user, and mark address and number as verified. */
export async function preSignUp(
  state: CognitoState,
  input: {
    pool: Pool;
    client: Client | undefined;
    user: User;
    source: 'SignUp' | 'AdminCreateUser';
    validationData: readonly AttributeInput[] | undefined;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<{ confirm: boolean }> {
  const { pool, client, user, source, validationData, clientMetadata } = input;
  const { sub: _, 'cognito:user_status': __, ...userAttributes } = triggerAttributes(user);
  const response = await runTrigger(state, {
    pool,
    client,
    trigger: 'PreSignUp',
    source: `PreSignUp_${source}`,
    userName: user.username,
    request: {
      userAttributes,
      validationData: validationData
        ? Object.fromEntries(validationData.map(({ Name, Value }) => [Name, Value]))
        : null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const { autoConfirmUser, autoVerifyEmail, autoVerifyPhone } = readResponse(answer, response);
  for (const [wanted, attribute] of [
    [autoVerifyEmail, 'email'],
    [autoVerifyPhone, 'phone_number'],
  ] as const) {
    if (wanted && !user.attributes[attribute]) {
      throw invalidParameter(`Cannot auto-verify ${attribute}: the user has none.`);
    }
  }
  if (autoVerifyEmail) assignAttributes(user, [{ Name: 'email_verified', Value: 'true' }]);
  if (autoVerifyPhone) assignAttributes(user, [{ Name: 'phone_number_verified', Value: 'true' }]);
  return { confirm: autoConfirmUser === true };
}
