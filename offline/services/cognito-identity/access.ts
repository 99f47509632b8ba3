import type { Call } from '../../kernel/aws-json.ts';
import { requirePool } from './pools.ts';
import type { IdentityPool, IdentityState } from './state.ts';

/** A pool on which the caller may do this. @throws ServiceError AccessDeniedException, ResourceNotFoundException */
export function authorizedPool(state: IdentityState, call: Call, action: string, id: string): IdentityPool {
  const { region, account } = state.context;
  authorize(state, call, action, `arn:aws:cognito-identity:${region}:${account}:identitypool/${id}`);
  return requirePool(state, id);
}

/** @throws ServiceError AccessDeniedException when the caller's role has no policy for it */
export function authorize({ context }: IdentityState, call: Call, action: string, resource: string): void {
  context.policies.authorize({ principal: call.principal, action: `cognito-identity:${action}`, resource });
}
