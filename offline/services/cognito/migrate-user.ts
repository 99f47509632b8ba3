import { z } from 'zod';
import { uuid } from '../../kernel/ids.ts';
import { aliasOfUsername } from './attributes.ts';
import { storeNewUser } from './create-user.ts';
import { setPassword } from './passwords.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { readResponse, runTrigger } from './triggers.ts';
import type { User } from './users.ts';

const answer = z.object({
  userAttributes: z.record(z.string(), z.string()).nullish(),
  forceAliasCreation: z.boolean().nullish(),
  finalUserStatus: z.enum(['CONFIRMED', 'RESET_REQUIRED']).nullish(),
});

/**
 * Lets the UserMigration trigger bring in someone whom this pool does not know: with the password just given, or, without
 * one, because it was forgotten.
 */
export async function migrateUser(
  state: CognitoState,
  { pool, client, clientMetadata }: { pool: Pool; client: Client; clientMetadata?: Record<string, string> | undefined },
  name: string,
  password?: string,
): Promise<User | undefined> {
  const response = await runTrigger(state, {
    pool,
    client,
    trigger: 'UserMigration',
    source: `UserMigration_${password === undefined ? 'ForgotPassword' : 'Authentication'}`,
    userName: name,
    request:
      password === undefined
        ? { password: null, validationData: null, userAttributes: null, clientMetadata: clientMetadata ?? null }
        : { password, validationData: clientMetadata ?? null, userAttributes: null },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  if (!response) return undefined;
  const { userAttributes: attributes, finalUserStatus, forceAliasCreation } = readResponse(answer, response);
  if (!attributes) return undefined;
  const now = state.context.clock.now();
  const sub = uuid();
  const { username, ...rest } = attributes;
  const isAlias = aliasOfUsername(pool, name) !== undefined;
  const user: User = {
    poolId: pool.id,
    username: isAlias ? sub : (username ?? name),
    sub,
    status: finalUserStatus ?? 'RESET_REQUIRED',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes: rest,
    security: {},
  };
  if (password && user.status === 'CONFIRMED') setPassword(state, pool, user, password);
  storeNewUser(state, pool, user, forceAliasCreation === true);
  return user;
}
