import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { checkSecret } from '../access.ts';
import { requireClient } from '../pools.ts';
import type { CognitoState } from '../state.ts';
import { revokeRefreshToken } from '../tokens/refresh-tokens.ts';
import { claimedPoolId } from '../tokens/verify-token.ts';

const schema = z.object({
  Token: z.string().min(1),
  ClientId: z.string().min(1).max(128),
  ClientSecret: z.string().nullish(),
});

export const revokeToken = defineOperation<CognitoState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  execute(state, { Token, ClientId, ClientSecret }) {
    const { client } = requireClient(state, ClientId);
    checkSecret(client, ClientSecret ?? undefined);
    if (!client.settings.EnableTokenRevocation) {
      throw new ServiceError('UnsupportedOperationException', 'Token revocation is not enabled for this client');
    }
    if (claimedPoolId(Token) !== undefined) {
      throw new ServiceError(
        'UnsupportedTokenTypeException',
        'Unsupported token type: only refresh tokens can be revoked',
      );
    }
    revokeRefreshToken(state, client, Token);
    return {};
  },
});
