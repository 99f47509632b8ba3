import type { IntegrationModel } from '../project-types.ts';
import { comment, jsString, toLine } from '../text/literals.ts';
import { factoryOf } from './render-component.ts';

/** Module of an integration. */
export function renderConnector(integration: IntegrationModel): string {
  const { system, direction, pattern, rule, sources } = integration;
  return `${comment('System', system)}
${comment('Pattern', pattern)}
${comment('Rule', rule)}
${comment('Sources', sources.join(', '))}

import { createConnector } from '../platform/connector.js';

/**
 * @param {import('../platform/connector.js').Transport | undefined} transport Absent until the system is connected.
 */
export function ${factoryOf(integration)}(transport) {
  return createConnector({ system: ${jsString(toLine(system))}, direction: '${direction}', transport });
}
`;
}

/** Test of an integration's module, against the fake transport. */
export function renderConnectorTest(integration: IntegrationModel): string {
  const factory = factoryOf(integration);
  const writes = integration.direction !== 'read';
  const reads = integration.direction !== 'write';
  return `import assert from 'node:assert/strict';
import test from 'node:test';
import { ${factory} } from '../../src/connectors/${integration.slug}.js';
import { createFakeTransport } from '../../support/fake-transport.js';

const delivery = { key: 'thing/1/1', entity: 'thing', data: { text: 'words' } };

${writes ? writeTest(factory) : refusalTest(factory, 'sends nothing there, since it is only read', 'deliver(delivery, [])')}
${reads ? readTest(factory) : refusalTest(factory, 'fetches nothing from there, since it is only written', 'fetch()')}
test('says that it is not connected where it has no transport', async () => {
  const connector = ${factory}(undefined);
  assert.equal(connector.isConnected, false);
  await assert.rejects(connector.${writes ? 'deliver(delivery, [])' : 'fetch()'}, { name: 'PermanentError' });
});
`;
}

function refusalTest(factory: string, title: string, call: string): string {
  return `test('${title}', async () => {
  const fake = createFakeTransport({ items: ['a'] });
  await assert.rejects(${factory}(fake.transport).${call}, { name: 'PermanentError' });
  assert.deepEqual(fake.sent, []);
});
`;
}

function readTest(factory: string): string {
  return `test('fetches page by page', async () => {
  const connector = ${factory}(createFakeTransport({ items: ['a', 'b', 'c'] }).transport);
  const first = await connector.fetch();
  assert.deepEqual(first.items, ['a', 'b']);
  assert.deepEqual(await connector.fetch(first.next), { items: ['c'], next: undefined });
});
`;
}

function writeTest(factory: string): string {
  return `test('sends a record once, also when it is asked twice or failed before', async () => {
  const fake = createFakeTransport();
  const connector = ${factory}(fake.transport);
  fake.failNext(1);
  await assert.rejects(connector.deliver(delivery, []), /does not answer/);
  await connector.deliver(delivery, []);
  await connector.deliver(delivery, []);
  assert.deepEqual(fake.sent, [delivery]);
});

test('sends nothing to where a rule does not allow the data', async () => {
  const fake = createFakeTransport({ region: 'abroad' });
  const finding = { rule: 'R', path: '', code: 'residency', message: '' };
  /** @param {string | undefined} region */
  const checkRegion = (region) => (region === 'home' ? [] : [finding]);
  const residencies = [{ rule: 'R', regions: ['home'], checkRegion }];
  await assert.rejects(${factory}(fake.transport).deliver(delivery, residencies), /rule R/);
  assert.deepEqual(fake.sent, []);
});
`;
}
