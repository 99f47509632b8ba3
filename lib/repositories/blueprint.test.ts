import { expect, test } from 'vitest';
import type { Documents } from '#lib/runtime/documents';
import { createBlueprintReader } from './blueprint.ts';

const pageSize = 4;

/** A reader of a table with these versions of `drawn`, in the order of its sort key and page by page. */
function readerOf(versions: readonly number[]) {
  const items = versions
    .map((version) => ({ sort: `drawn#${version}`, version, definition: `{"version":${version}}` }))
    .toSorted((one, other) => (one.sort < other.sort ? -1 : 1));
  const refuse = () => Promise.reject(new Error('Nothing else is granted.'));
  const query: Documents['query'] = ({ ExpressionAttributeValues = {}, ExclusiveStartKey, ProjectionExpression }) => {
    const { ':sort': sort, ':blueprint': prefix = '-' } = ExpressionAttributeValues;
    const found = items.filter((item) => item.sort === sort || item.sort.startsWith(String(prefix)));
    const first = Number(ExclusiveStartKey?.at ?? 0);
    const next = first + pageSize;
    const page = found.slice(first, next).map(({ version, definition }) => {
      const whole = { organization: 'demo', blueprintId: 'drawn', name: 'Drawn', version, definition };
      return ProjectionExpression === '#version' ? { version } : whole;
    });
    return Promise.resolve({ Items: page, ...(next < found.length ? { LastEvaluatedKey: { at: next } } : {}) });
  };
  const documents = { query, get: refuse, put: refuse, update: refuse, batchGet: refuse };
  return createBlueprintReader({ documents, tableName: 'blueprints' });
}

test('the latest version is the one with the highest number, on whatever page it lies', async () => {
  const latest = await readerOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).latest('demo', 'drawn');
  expect(latest).toMatchObject({ version: 12, definition: { version: 12 } });
  expect(await readerOf([9, 10]).latest('demo', 'drawn')).toMatchObject({ version: 10 });
});

test('a blueprint that nobody drew has none', async () => {
  expect(await readerOf([]).latest('demo', 'drawn')).toBeUndefined();
});
