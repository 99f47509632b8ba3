import { ServiceError } from '../../../kernel/errors.ts';
import type { QueryOperation } from './operation.ts';
import { openSession, sessionRequest } from './session.ts';
import { awsPrincipal, denied, trusted } from './trust.ts';

const CHAINED_SECONDS = 3600;

/**
 * A session of one of the app's roles, where its trust policy lets the caller in and, for callers that it does not name
 * themselves, their own policies do too. The administrator may take any of the app's roles: on one machine somebody must
 * be able to see what a function may do.
 */
export const assumeRole: QueryOperation = {
  unsigned: false,
  execute(context, parameters, principal) {
    const request = sessionRequest(parameters);
    const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = request;
    const asked = { action: 'sts:AssumeRole', roleArn: RoleArn, principal } as const;
    if (!context.policies.trust(RoleArn)) denied(context, asked);
    if (principal.kind === 'role') {
      const keys = {
        'sts:RoleSessionName': RoleSessionName,
        ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
      };
      const how = trusted(context, { ...asked, context: keys }, awsPrincipal(principal, context.account));
      const own = { principal, action: asked.action, resource: RoleArn, context: keys };
      const mayItself = how === 'named' ? !context.policies.isDenied(own) : context.policies.isAllowed(own);
      if (how === 'no' || !mayItself) denied(context, asked);
      if (DurationSeconds > CHAINED_SECONDS) {
        throw new ServiceError(
          'ValidationError',
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
        );
      }
    }
    return openSession(context, request);
  },
};
