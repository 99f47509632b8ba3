import { z } from 'zod';
import type { Call } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Firing } from '../firing.ts';
import type { SchedulerState } from '../state.ts';

/** What the operations work on. */
export type Parts = { state: SchedulerState; firing: Firing };

/** Comes in the query, hence as text. */
export const page = {
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
};

/** @throws ServiceError AccessDeniedException when the caller's role does not grant the action. */
export function allow({ state }: Parts, { principal }: Call, action: string, resource: string): void {
  state.context.policies.authorize({ principal, action: `scheduler:${action}`, resource });
}

export const conflict = (message: string) => new ServiceError('ConflictException', message, { status: 409 });

/** A page of what is ordered by its ARN; the token is the last one given. */
export function pageOf<Item extends { arn: string }>(
  items: readonly Item[],
  { MaxResults, NextToken }: { MaxResults: number; NextToken?: string },
): { items: Item[]; next: { NextToken?: string } } {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString();
  if (NextToken !== undefined && !after.startsWith('arn:')) {
    throw new ServiceError('ValidationException', 'Invalid NextToken.');
  }
  const left = items.filter(({ arn }) => arn > after);
  const chosen = left.slice(0, MaxResults);
  const last = chosen.at(-1);
  const isMore = left.length > chosen.length && last !== undefined;
  return { items: chosen, next: isMore ? { NextToken: Buffer.from(last.arn).toString('base64') } : {} };
}
