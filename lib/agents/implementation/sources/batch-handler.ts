/** `src/platform/batch-handler.js` */
export const batchHandlerSource = String.raw`/**
 * Checks messages of a queue on AWS Lambda: each names an entity and carries a record's data. What is not valid or breaks a
 * rule is reported as failed, so the queue hands it over again and then puts it to the dead letters; the rest is done.
 * @param {{ readonly [name: string]: import('./types.js').EntityDefinition }} definitions
 */
export function createBatchHandler(definitions) {
  /** @param {string} body */
  function isAcceptable(body) {
    try {
      const { entity, data } = JSON.parse(body);
      const definition = Object.hasOwn(definitions, entity) ? definitions[entity] : undefined;
      const parsed = definition?.parse(data);
      if (!definition || !parsed?.isValid) return false;
      return definition.rules.checks.every((check) => check({ ...parsed.value }).length === 0);
    } catch {
      return false;
    }
  }

  /** @param {{ Records: readonly { messageId: string, body: string }[] }} event */
  return async (event) => ({
    batchItemFailures: event.Records.filter(({ body }) => !isAcceptable(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });
}
`;

export const batchHandlerTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { definitions } from '../../src/definitions.js';
import { createBatchHandler } from '../../src/platform/batch-handler.js';
import { examples } from '../../support/examples.js';

const handler = createBatchHandler(definitions);

/** @param {string} body */
const failuresOf = async (body) => (await handler({ Records: [{ messageId: 'm', body }] })).batchItemFailures;

test('accepts a record of each entity that keeps all rules', async () => {
  for (const [entity, { data }] of Object.entries(examples)) {
    assert.deepEqual(await failuresOf(JSON.stringify({ entity, data })), []);
  }
});

test('reports what is not valid, and nothing else of the batch', async () => {
  for (const [entity, { data }] of Object.entries(examples)) {
    const good = { messageId: 'good', body: JSON.stringify({ entity, data }) };
    const bad = { messageId: 'bad', body: JSON.stringify({ entity, data: { ...data, 'not a field': 1 } }) };
    assert.deepEqual(await handler({ Records: [bad, good] }), { batchItemFailures: [{ itemIdentifier: 'bad' }] });
  }
});

test('reports what it cannot read', async () => {
  for (const body of ['', 'null', '{}', '[]', '{"entity":"toString","data":{}}', '{"entity":"__proto__","data":{}}']) {
    assert.deepEqual(await failuresOf(body), [{ itemIdentifier: 'm' }]);
  }
});
`;
