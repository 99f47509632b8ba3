import type { Principal } from '../../kernel/principal.ts';
import type { DynamoState } from './state.ts';
import type { Members } from './validation/shape.ts';

/** Who calls an operation. */
export type Call = {
  readonly principal: Principal;
  /** The operation's name as it was called. */
  readonly operation?: string;
  /** Whether the answer goes out as text: stored items need not be parsed then, and may be JsonText. */
  readonly asText?: boolean;
};

/**
 * An operation of the service: a file of `operations/`. Its input has passed `members` when it is executed, which is
 * what makes it an `Input`.
 */
export type DynamoOperation<Input = Record<string, unknown>> = {
  readonly members: Members;
  execute(state: DynamoState, input: Input, call: Call): Record<string, unknown>;
};

/** Gives an operation its input type; in the table of operations they are all alike. */
export const defineOperation = <Input extends object>(operation: DynamoOperation<Input>): DynamoOperation<Input> =>
  operation;

/** @throws ServiceError AccessDeniedException unless the caller's role may. */
export function authorize(state: DynamoState, call: Call, action: string, resource: string): void {
  const { kind } = call.principal;
  if (kind === 'administrator' || kind === 'service') return;
  state.context.policies.authorize({ principal: call.principal, action: `dynamodb:${action}`, resource });
}
