import { expect, test } from 'vitest';
import type { Documents } from '#lib/runtime/documents';
import { createRunReader } from './run.ts';

const item = (id: string) => ({
  ...{ id, organization: 'o', projectId: 'p', blueprintId: 'b', blueprintVersion: 1, name: 'n', status: 'RUNNING' },
  ...{ version: 1, correlationId: 'c', startedAt: '2026-01-01T00:00:00.000Z', input: '{}' },
  state: JSON.stringify({ schemaVersion: 1, status: 'RUNNING', steps: {}, facts: {}, startedAt: 0 }),
  definition: JSON.stringify({
    ...{ schemaVersion: 1, id: 'b', name: 'n', version: 1 },
    steps: [{ id: 's', title: 's', agent: 'probe' }],
  }),
});

/** A reader of a table with these runs, and the ids of each request to it. `leftOut` is not in any batch's answer. */
function readerOf(ids: readonly string[], leftOut?: string) {
  const requests: string[][] = [];
  const refuse = () => Promise.reject(new Error('Nothing else is asked.'));
  const answer = (id: string, asked: { ProjectionExpression?: string | undefined }) => {
    const { definition, ...rest } = item(id);
    return asked.ProjectionExpression ? rest : { ...rest, definition };
  };
  const get: Documents['get'] = ({ Key, ...how }) => {
    const id = String(Key?.id);
    requests.push([how.ProjectionExpression ? `${id} but its definition` : id]);
    return Promise.resolve(ids.includes(id) ? { Item: answer(id, how) } : {});
  };
  const batchGet: Documents['batchGet'] = ({ RequestItems }) => {
    const { Keys = [], ...how } = RequestItems?.runs ?? {};
    const asked = Keys.map(({ id }) => String(id));
    requests.push(asked);
    const answered = asked.filter((id) => ids.includes(id) && id !== leftOut);
    return Promise.resolve({
      Responses: { runs: answered.map((id) => answer(id, how)) },
      ...(leftOut ? { UnprocessedKeys: { runs: { Keys: [{ id: leftOut }] } } } : {}),
    });
  };
  const documents = { get, batchGet, put: refuse, update: refuse, query: refuse };
  return { reader: createRunReader({ documents, tableName: 'runs' }), requests };
}

test('runs that are asked for at once are read in one request, each once', async () => {
  const { reader, requests } = readerOf(['a', 'b']);
  const found = await Promise.all(['b', 'a', 'gone', 'b'].map((id) => reader.get(id)));
  expect(found.map((run) => run?.id)).toEqual(['b', 'a', undefined, 'b']);
  expect(requests).toEqual([['b', 'a', 'gone']]);
});

test('a run that is asked for alone is read alone', async () => {
  const { reader, requests } = readerOf(['a', 'b']);
  expect((await reader.get('a'))?.id).toBe('a');
  expect((await reader.get('b'))?.id).toBe('b');
  expect(requests).toEqual([['a'], ['b']]);
});

test('what a batch leaves out is read by itself', async () => {
  const { reader, requests } = readerOf(['a', 'b', 'c'], 'b');
  const found = await Promise.all(['a', 'b', 'c'].map((id) => reader.get(id)));
  expect(found.map((run) => run?.id)).toEqual(['a', 'b', 'c']);
  expect(requests).toEqual([['a', 'b', 'c'], ['b']]);
});

test('a definition is read once: that of a run never changes', async () => {
  const { reader, requests } = readerOf(['a', 'b']);
  const first = await reader.get('a');
  expect(first?.definition).toMatchObject({ id: 'b', steps: [{ id: 's' }] });
  expect(await reader.get('a')).toEqual(first);
  const both = await Promise.all(['a', 'b'].map((id) => reader.get(id)));
  expect(both.map((run) => run?.definition.id)).toEqual(['b', 'b']);
  expect(requests).toEqual([['a'], ['a but its definition'], ['a', 'b']]);
  const again = await Promise.all(['a', 'b'].map((id) => reader.get(id)));
  expect(again).toEqual(both);
});
