import { expect, test } from 'vitest';
import { keepDefinitions, maximumKept } from './kept-definitions.ts';

const definition = JSON.stringify({
  ...{ schemaVersion: 1, id: 'b', name: 'n', version: 1 },
  steps: [{ id: 's', title: 's', agent: 'probe' }],
});

test('a definition that was read is kept, and its run read without it from then on', () => {
  const kept = keepDefinitions();
  const first = kept.reading(['r'], ['id', 'state']);
  expect([kept.get('r'), first.projection]).toEqual([undefined, {}]);
  const read = first.definitionOf({ id: 'r', definition });
  expect(read.steps.map(({ id }) => id)).toEqual(['s']);
  const second = kept.reading(['r'], ['id', 'state']);
  expect(second.projection).toEqual({
    ProjectionExpression: '#id, #state',
    ExpressionAttributeNames: { '#id': 'id', '#state': 'state' },
  });
  expect(second.definitionOf({ id: 'r' })).toBe(read);
  expect(kept.reading(['r', 'another'], ['id']).projection).toEqual({});
});

test('a definition that is neither kept nor read is missed', () => {
  expect(() => keepDefinitions().reading(['r'], ['id']).definitionOf({ id: 'r' })).toThrow();
});

test('what was asked for least lately makes room, though not under a request that goes without it', () => {
  const kept = keepDefinitions();
  const learn = (id: string) => kept.reading([id], ['id']).definitionOf({ id, definition });
  for (let run = 0; run < maximumKept; run += 1) learn(`r${run}`);
  learn('r0');
  const underWay = kept.reading(['r1'], ['id']);
  learn('newest');
  expect([kept.get('r0') !== undefined, kept.get('r1')]).toEqual([true, undefined]);
  expect(underWay.definitionOf({ id: 'r1' })).toMatchObject({ id: 'b' });
});
