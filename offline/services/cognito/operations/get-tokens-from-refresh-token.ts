import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkSecret, clientMetadata } from '../access.ts';
import { requireClient } from '../pools.ts';
import { refreshSignIn } from '../sign-in/refresh-sign-in.ts';
import type { CognitoState } from '../state.ts';

const schema = z.object({
  ClientId: z.string().min(1).max(128),
  RefreshToken: z.string().min(1),
  ClientSecret: z.string().nullish(),
  DeviceKey: z.string().nullish(),
  ClientMetadata: clientMetadata,
});

export const getTokensFromRefreshToken = defineOperation<CognitoState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  async execute(state, { ClientId, ClientSecret, RefreshToken: token, DeviceKey, ClientMetadata }) {
    const { client, pool } = requireClient(state, ClientId);
    checkSecret(client, ClientSecret ?? undefined);
    const request = { pool, client, token, clientMetadata: ClientMetadata, by: 'secret' } as const;
    const deviceKey = DeviceKey ?? undefined;
    return { AuthenticationResult: await refreshSignIn(state, { ...request, deviceKey }) };
  },
});
