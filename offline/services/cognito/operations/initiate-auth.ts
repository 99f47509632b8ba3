import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkSecretHash, clientMetadata, poolInput, poolOperation } from '../access.ts';
import { invalidParameter } from '../faults.ts';
import { requireClient } from '../pools.ts';
import { beginSignIn, SIGN_IN_FLOWS } from '../sign-in/begin-sign-in.ts';
import { refreshSignIn } from '../sign-in/refresh-sign-in.ts';
import { type AuthAnswer, requireParameter } from '../sign-in/sign-in.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { findUser } from '../users.ts';

const FLOWS = [...SIGN_IN_FLOWS, 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const;

const schema = z.object({
  ClientId: z.string().min(1).max(128),
  AuthFlow: z.enum(FLOWS),
  AuthParameters: z.record(z.string(), z.string()).default({}),
  ClientMetadata: clientMetadata,
});

export const initiateAuth = defineOperation<CognitoState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  execute(state, input) {
    if (input.AuthFlow.startsWith('ADMIN_')) throw invalidParameter('Initiate Auth method not supported.');
    return begin(state, requireClient(state, input.ClientId), input);
  },
});

export const adminInitiateAuth = poolOperation(
  'AdminInitiateAuth',
  poolInput.extend(schema.shape),
  ({ state, pool, input }) => begin(state, requireClient(state, input.ClientId, pool.id), input),
);

async function begin(
  state: CognitoState,
  { client, pool }: { client: Client; pool: Pool },
  { AuthFlow: flow, AuthParameters: parameters, ClientMetadata }: z.output<typeof schema>,
): Promise<AuthAnswer> {
  if (flow === 'REFRESH_TOKEN' || flow === 'REFRESH_TOKEN_AUTH') {
    const token = requireParameter(parameters, 'REFRESH_TOKEN');
    const by = { secretHash: parameters.SECRET_HASH };
    const deviceKey = parameters.DEVICE_KEY;
    const result = await refreshSignIn(state, { pool, client, token, clientMetadata: undefined, by, deviceKey });
    return { ChallengeParameters: {}, AuthenticationResult: result };
  }
  const name = requireParameter(parameters, 'USERNAME');
  checkSecretHash(client, [name, findUser(state, pool, name)?.username], parameters.SECRET_HASH);
  return beginSignIn(state, { pool, client, flow, parameters, clientMetadata: ClientMetadata });
}
