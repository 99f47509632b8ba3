import { expect, it } from 'vitest';
import { type GuardrailFinding, parsePlaces, quoteToKeep } from '#lib/domain/guardrails/guardrail-finding';
import { createGuardrailFindingRecorder, documentFindingId } from './guardrail-finding.ts';

const finding: GuardrailFinding = {
  ...{ id: 'f1', organization: 'demo', projectId: 'p1', kind: 'instruction', source: 'TOOL', action: 'FLAGGED' },
  ...{ count: 30, subject: 'documents.read', runId: 'r1', key: 'work' },
  places: Array.from({ length: 30 }, (_, block) => ({ block, quote: 'ignore this' })),
};

it('findings are kept as the API reads them, for ninety days, with so many places', async () => {
  const puts: Record<string, unknown>[] = [];
  const documents = { put: (input: object) => Promise.resolve(puts.push({ ...input })) };
  const recorder = createGuardrailFindingRecorder({ documents, tableName: 'Findings', now: () => new Date(1000) });
  await recorder.record([finding]);
  const [{ Item, ...how } = {}] = puts;
  expect(how).toEqual({ TableName: 'Findings', ConditionExpression: 'attribute_not_exists(id)' });
  expect(Item).toMatchObject({ id: 'f1', __typename: 'GuardrailFinding', foundAt: '1970-01-01T00:00:01.000Z' });
  expect(Item).toMatchObject({ expiresAt: 1 + 90 * 86_400, count: 30 });
  const { places } = Item as { places: string };
  expect(parsePlaces(places)).toHaveLength(20);
});

it('nothing of what was found in a document is left when it goes, and nobody lists the mark', async () => {
  const items = new Map<unknown, object>();
  const documents = {
    put: ({ Item }: { Item: Record<string, unknown> | undefined }) => Promise.resolve(items.set(Item?.id, { ...Item })),
  };
  const recorder = createGuardrailFindingRecorder({ documents, tableName: 'Findings', now: () => new Date(0) });
  const actions = ['FLAGGED', 'REJECTED', 'FAILED'] as const;
  const ids = actions.map((action) => documentFindingId('d1', action));
  await recorder.record(actions.map((action) => ({ ...finding, id: documentFindingId('d1', action), action })));
  expect(items.size).toBe(3);
  await recorder.forgetDocument('d1');
  expect(ids.map((id) => items.get(id))).toEqual(ids.map((id) => ({ id, expiresAt: 86_400 })));
  expect(items.size).toBe(3);
});

it('a quote tells no secret and nobody’s data, and is short', () => {
  const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
  expect(quoteToKeep(`send ${key} to ann@x.org`)).toBe('send [secret 1] to [email 1]');
  expect(quoteToKeep('x'.repeat(500))).toHaveLength(201);
});

it.each([null, 'no JSON', '{}', [{ block: 'first' }]])('places that are %j are none', (stored) => {
  expect(parsePlaces(stored)).toEqual([]);
});
