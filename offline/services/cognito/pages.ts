import { invalidParameter } from './faults.ts';
import { seal, unseal } from './sealed.ts';
import type { CognitoState } from './state.ts';

/** A token for the next page of one kind of list, opaque to clients. */
export const pageToken = (state: CognitoState, list: string, after: string | number): string =>
  seal(state.sealingKey, `page ${list}`, { after });

/** Where a page begins, or `first`. @throws ServiceError InvalidParameterException for a token of another list */
export function pageStart<Position extends string | number>(
  state: CognitoState,
  list: string,
  token: string | null | undefined,
  first: Position,
): Position {
  if (!token) return first;
  const page = unseal(state.sealingKey, `page ${list}`, token) as { after: Position } | undefined;
  if (!page) throw invalidParameter('Invalid pagination token given.');
  return page.after;
}

/** Cuts a list that was read one longer than its page, and gives the token of the next. */
export function cutPage<Item>(
  items: readonly Item[],
  limit: number,
  toToken: (last: Item) => string,
): { page: Item[]; next: string | undefined } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { page, next: items.length > limit && last !== undefined ? toToken(last) : undefined };
}
