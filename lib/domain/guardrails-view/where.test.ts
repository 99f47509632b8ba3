import { expect, it } from 'vitest';
import { findingHref, passageHref } from './where.ts';

const projectId = 'p1';

it.each([
  [{ documentId: 'd1', runId: 'r1' }, '/projects/p1/documents/d1'],
  [{ runId: 'r1', key: 'content[3]', agentId: 'dev' }, '/projects/p1/runs/r1?step=content%5B3%5D'],
  [{ runId: 'r1', key: null }, '/projects/p1/runs/r1'],
  [{ agentId: 'tech-design' }, '/projects/p1/chat?agent=tech-design'],
  [{}, '/projects/p1/chat'],
])('a finding with %j is looked at there', (found, href) => {
  expect(findingHref({ projectId, ...found })).toBe(href);
});

it.each([
  [{ block: 4 }, '/projects/p1/documents/d1?block=4'],
  [{ file: 'src/a b.ts', line: 7 }, '/projects/p1/documents/d1?file=src%2Fa+b.ts&line=7'],
  [{ file: 'a.ts' }, '/projects/p1/documents/d1?file=a.ts'],
  [{ documentId: 'd2', position: { page: 3 } }, '/projects/p1/documents/d2'],
])('a passage at %j stands there', (place, href) => {
  expect(passageHref({ projectId, documentId: 'd1' }, place)).toBe(href);
});

it('a passage of an answer that is no document has no place', () => {
  expect(passageHref({ projectId, runId: 'r1' }, { quote: 'x' })).toBeUndefined();
});
