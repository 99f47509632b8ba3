import { expect, test } from 'vitest';
import { response } from './conversation-history.js';

const said = (organization: string, ...messages: string[]) => messages.map((message) => ({ organization, message }));

/** The page that the caller gets of what the index has, newest first. */
function pageOf(items: readonly unknown[], nextToken: string | null) {
  return response({ args: {}, stash: { project: { id: 'p', organization: 'demo' } }, result: { items, nextToken } });
}

test('a page of own messages goes on where there are more', () => {
  expect(pageOf(said('demo', 'b', 'a'), 'more')).toEqual({ items: said('demo', 'b', 'a'), nextToken: 'more' });
  expect(pageOf(said('demo', 'a'), null)).toEqual({ items: said('demo', 'a'), nextToken: null });
});

test('the first message of whoever had the id before ends the listing: what follows is older', () => {
  const page = [...said('demo', 'b', 'a'), ...said('other', 'z', 'y')];
  expect(pageOf(page, 'more')).toEqual({ items: said('demo', 'b', 'a'), nextToken: null });
  expect(pageOf(said('other', 'z'), 'more')).toEqual({ items: [], nextToken: null });
});
