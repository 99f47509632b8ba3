import type { QueryOperation } from './operation.ts';
import { openSession, sessionRequest } from './session.ts';

export const assumeRole: QueryOperation = {
  unsigned: false,
  execute(context, parameters, principal) {
    const request = sessionRequest(parameters);
    context.policies.authorize({ principal, action: 'sts:AssumeRole', resource: request.RoleArn }, 'AccessDenied');
    return openSession(context, request);
  },
};
