/** `test/platform/workflow.test.js` */
export const workflowTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createApprovals } from '../../src/platform/approvals.js';
import { createAuditLog } from '../../src/platform/audit-log.js';
import { createConnector } from '../../src/platform/connector.js';
import { createCounters } from '../../src/platform/counters.js';
import { createRecords } from '../../src/platform/records.js';
import { createCollection } from '../../src/platform/store.js';
import { createCheckStep, createReviewers, createWorkflow } from '../../src/platform/workflow.js';
import { createFakeTransport } from '../../support/fake-transport.js';

const ada = { id: 'ada', roles: [] };
const grace = { id: 'grace', roles: ['reviewer'] };
const finding = { rule: 'R', path: '/size', code: 'x', message: 'is bad' };

/** @param {{ agents?: number, handle?: () => Promise<void> }} [options] */
function workflowWith({ agents = 1, handle } = {}) {
  const now = () => new Date(0);
  let last = 0;
  const newId = () => String((last += 1));
  const audit = createAuditLog(now);
  const counters = createCounters();
  const approvals = createApprovals({ now, newId, audit });
  let isStrict = false;
  /** @type {import('../../src/platform/types.js').EntityDefinition} */
  const definition = {
    name: 'thing',
    fields: [],
    parse: (input) => ({ isValid: true, value: Object(input) }),
    rules: {
      checks: [() => (isStrict ? [finding] : [])],
      approvals: [],
      retentions: [],
      masks: [{ rule: 'M', fields: ['name'], mask: (data) => ({ ...data, name: '***' }) }],
      residencies: [],
      rateLimits: [],
    },
  };
  const options = { definition, approvals, audit, counters, onActive: () => {}, region: undefined, now, newId };
  const records = createRecords({ ...options, collection: createCollection('thing') });
  const fake = createFakeTransport();
  /** @type {import('../../src/platform/workflow.js').Work[]} */
  const queued = [];
  /** @type {object[]} */
  const asked = [];
  const agent = {
    async propose(/** @type {{ entity: string, data: import('../../src/platform/types.js').Data }} */ { data }) {
      asked.push(data);
      return { action: 'accept' };
    },
  };
  const workflow = createWorkflow({
    definitions: { thing: definition },
    records: new Map([['thing', records]]),
    steps: [createCheckStep('reader', handle)],
    agents: Array.from({ length: agents }, () => agent),
    connectors: [
      createConnector({ system: 'read only', direction: 'read', transport: undefined }),
      createConnector({ system: 'other', direction: 'write', transport: fake.transport }),
    ],
    approvals,
    reviewers: createReviewers('reviewer'),
    counters,
    enqueue: (work) => queued.push(work),
  });
  approvals.onDecided(workflow.decided);
  const { id } = records.create({ name: 'Joan' }, ada);
  const work = { stage: /** @type {const} */ ('propose'), entity: 'thing', id, version: 1 };
  return { workflow, records, approvals, queued, asked, fake, work, beStrict: () => void (isStrict = true) };
}

test('agents see masked data and are asked once, however often the work comes', async () => {
  const { workflow, approvals, asked, work } = workflowWith({ agents: 2 });
  await workflow.handle(work);
  await workflow.handle(work);
  assert.deepEqual(asked, [{ name: '***' }, { name: '***' }]);
  assert.equal(approvals.open().length, 1);
  assert.equal(approvals.open()[0]?.proposals.length, 2);
});

test('what a reviewer approves is delivered once, unmasked', async () => {
  const { workflow, approvals, queued, fake, work } = workflowWith();
  await workflow.handle(work);
  assert.deepEqual(queued, []);
  approvals.decide(String(approvals.open()[0]?.id), grace, { isApproval: true, comment: '' });
  assert.deepEqual(queued, [{ ...work, stage: 'deliver' }]);
  await workflow.handle({ ...work, stage: 'deliver' });
  await workflow.handle({ ...work, stage: 'deliver' });
  assert.deepEqual(fake.sent.map(({ data }) => data), [{ name: 'Joan' }]);
});

test('what a reviewer rejects is not delivered', async () => {
  const { workflow, approvals, queued, work } = workflowWith();
  await workflow.handle(work);
  approvals.decide(String(approvals.open()[0]?.id), grace, { isApproval: false, comment: '' });
  assert.deepEqual(queued, []);
});

test('is delivered without a decision where no agent proposes', async () => {
  const { workflow, queued, work } = workflowWith({ agents: 0 });
  await workflow.handle(work);
  assert.deepEqual(queued, [{ ...work, stage: 'deliver' }]);
});

test('drops work on what changed meanwhile or is gone', async () => {
  const { workflow, records, approvals, asked, work } = workflowWith();
  records.update(work.id, 1, { name: 'Joan' }, ada);
  await workflow.handle(work);
  records.remove(work.id, 2, ada);
  await workflow.handle({ ...work, version: 2 });
  assert.deepEqual(asked, []);
  assert.deepEqual(approvals.open(), []);
  await assert.rejects(workflow.handle({ ...work, entity: 'nothing' }), { name: 'PermanentError' });
});

test('asks for no decision on a version that changed while the agents thought', async () => {
  const { workflow, records, approvals, work } = workflowWith({
    handle: async () => void records.update(work.id, 1, { name: 'Grace' }, ada),
  });
  await workflow.handle(work);
  assert.deepEqual(approvals.open(), []);
});

test('a step stops what breaks a rule by now, for good', async () => {
  const { workflow, asked, work, beStrict } = workflowWith();
  beStrict();
  await assert.rejects(workflow.handle(work), { name: 'PermanentError', message: 'reader: /size is bad (R).' });
  assert.deepEqual(asked, []);
});
`;
