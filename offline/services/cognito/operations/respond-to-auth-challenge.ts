import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkSecretHash, clientMetadata, poolInput, poolOperation } from '../access.ts';
import { requireClient } from '../pools.ts';
import { answerChallenge } from '../sign-in/answer-challenge.ts';
import { CHALLENGES, requireParameter } from '../sign-in/sign-in.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { findUser } from '../users.ts';

const schema = z.object({
  ClientId: z.string().min(1).max(128),
  ChallengeName: z.enum(CHALLENGES),
  ChallengeResponses: z.record(z.string(), z.string()).default({}),
  Session: z.string().nullish(),
  ClientMetadata: clientMetadata,
});

export const respondToAuthChallenge = defineOperation<CognitoState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  execute: (state, input) => respond(state, requireClient(state, input.ClientId), input),
});

export const adminRespondToAuthChallenge = poolOperation(
  'AdminRespondToAuthChallenge',
  poolInput.extend(schema.shape),
  ({ state, pool, input }) => respond(state, requireClient(state, input.ClientId, pool.id), input),
);

function respond(
  state: CognitoState,
  { client, pool }: { client: Client; pool: Pool },
  input: z.output<typeof schema>,
) {
  const responses = input.ChallengeResponses;
  const name = requireParameter(responses, 'USERNAME');
  checkSecretHash(client, [name, findUser(state, pool, name)?.username], responses.SECRET_HASH);
  return answerChallenge(state, {
    pool,
    client,
    challenge: input.ChallengeName,
    responses,
    session: input.Session ?? undefined,
    clientMetadata: input.ClientMetadata,
  });
}
