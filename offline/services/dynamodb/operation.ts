import type { Principal } from '../../kernel/principal.ts';
import type { DynamoState } from './state.ts';
import type { Members } from './validation/shape.ts';

/** Who calls an operation. */
export type Call = { readonly principal: Principal };

/** An operation of the service: a file of `operations/`. Its input has passed `members` when it is executed. */
export type DynamoOperation = {
  readonly members: Members;
  execute(state: DynamoState, input: Record<string, unknown>, call: Call): Record<string, unknown>;
};

/** Keeps each operation's input type while letting them stand in one table. */
export const defineOperation = <Input extends object>(operation: {
  members: Members;
  execute(state: DynamoState, input: Input, call: Call): Record<string, unknown>;
}): DynamoOperation => ({
  members: operation.members,
  execute: (state, input, call) => operation.execute(state, input as Input, call),
});

/** @throws ServiceError AccessDeniedException unless the caller's role may. */
export function authorize(state: DynamoState, call: Call, action: string, resource: string): void {
  const { kind } = call.principal;
  if (kind === 'administrator' || kind === 'service') return;
  state.context.policies.authorize({ principal: call.principal, action: `dynamodb:${action}`, resource });
}
