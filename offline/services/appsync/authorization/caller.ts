import type { Principal } from '../../../kernel/principal.ts';
import type { AuthorizationMode } from './rules.ts';

/** Who sends a GraphQL request, as established from its headers. */
export type Caller = {
  readonly mode: AuthorizationMode;
  /** `ctx.identity` of resolvers; null for an API key. */
  readonly identity: unknown;
  /** User pool groups; empty for every other mode. */
  readonly groups: readonly string[];
  /** Behind a SigV4 signature. */
  readonly principal?: Principal;
  /** Fields that a Lambda authorizer took away: `Type.field`. */
  readonly deniedFields?: readonly string[];
};
