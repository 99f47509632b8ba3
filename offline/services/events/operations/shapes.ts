import { z } from 'zod';
import type { Call } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Archives } from '../archives.ts';
import type { Deliveries } from '../delivery.ts';
import type { Replays } from '../replays.ts';
import type { Schedules } from '../schedule.ts';
import type { EventsState } from '../state.ts';

/** What the operations work on. */
export type Parts = {
  state: EventsState;
  archives: Archives;
  replays: Replays;
  deliveries: Deliveries;
  schedules: Schedules;
};

export const tags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).optional();

export const page = z.looseObject({
  Limit: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** @throws ServiceError AccessDeniedException when the caller's role does not grant the action. */
export function allow({ state }: Parts, { principal }: Call, action: string, resource: string): void {
  state.context.policies.authorize({ principal, action: `events:${action}`, resource });
}

/** A page of what is ordered by a key of its own; the token is the last key given. @throws ServiceError for a foreign token */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Limit, NextToken }: { Limit: number; NextToken?: string },
): { items: Item[]; next: { NextToken?: string } } {
  const after = NextToken === undefined ? undefined : decode(NextToken);
  const left = after === undefined ? items : items.slice(items.findIndex((item) => keyOf(item) === after) + 1);
  const chosen = left.slice(0, Limit);
  const last = chosen.at(-1);
  const isMore = left.length > chosen.length && last !== undefined;
  return { items: [...chosen], next: isMore ? { NextToken: encode(keyOf(last)) } : {} };
}

const encode = (key: string) => Buffer.from(JSON.stringify({ after: key })).toString('base64');

function decode(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString()) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Told below.
  }
  throw new ServiceError('ValidationException', 'The provided NextToken is not valid.');
}

export const epochSeconds = (milliseconds: number) => milliseconds / 1000;
