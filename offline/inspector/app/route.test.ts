import { expect, test } from 'vitest';
import { href, parseRoute } from './route.ts';

test('an address leads back to where it was made, whatever the names', () => {
  for (const name of ['Notes', 'a/b', 'a?b=c&d', '100 %', '<script>', 'ä#ö']) {
    expect(parseRoute(href(['tables', name], { q: name }))).toEqual({ path: ['tables', name], query: { q: name } });
  }
});
test('what is empty is left out', () => {
  expect(href(['queues'], { q: '', sort: undefined })).toBe('#/queues');
  expect(parseRoute('')).toEqual({ path: [], query: {} });
  expect(parseRoute('#/a//b')).toEqual({ path: ['a', 'b'], query: {} });
});
test('what is no address is taken as it is', () => {
  expect(parseRoute('#/%E0%A4%A').path).toEqual(['%E0%A4%A']);
});
