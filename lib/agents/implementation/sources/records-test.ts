/** `test/platform/records.test.js`: every duty of a rule is asked, with rules made for the test. */
export const recordsTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createApprovals } from '../../src/platform/approvals.js';
import { createAuditLog } from '../../src/platform/audit-log.js';
import { createCounters } from '../../src/platform/counters.js';
import { createRecords } from '../../src/platform/records.js';
import { createCollection } from '../../src/platform/store.js';

const ada = { id: 'ada', roles: [] };
const chief = { id: 'grace', roles: ['chief'] };

/** @type {import('../../src/platform/types.js').RuleSet} */
const none = { checks: [], approvals: [], retentions: [], masks: [], residencies: [], rateLimits: [] };

/** @param {Partial<import('../../src/platform/types.js').RuleSet>} rules */
function recordsWith(rules, region = 'home') {
  let time = 0;
  let last = 0;
  const now = () => new Date(time);
  const newId = () => String((last += 1));
  const audit = createAuditLog(now);
  const approvals = createApprovals({ now, newId, audit });
  /** @type {string[]} */
  const active = [];
  const records = createRecords({
    definition: {
      name: 'thing',
      fields: [],
      parse: (input) =>
        typeof input === 'object' && input !== null
          ? { isValid: true, value: input }
          : { isValid: false, findings: [{ rule: 'schema', path: '', code: 'type', message: 'must be an object' }] },
      rules: { ...none, ...rules },
    },
    collection: createCollection('thing'),
    approvals,
    audit,
    counters: createCounters(),
    onActive: ({ id, version }) => active.push(id + ' at ' + version),
    region,
    now,
    newId,
  });
  approvals.onDecided((approval) => records.decided(approval));
  return { records, approvals, audit, active, pass: (/** @type {number} */ milliseconds) => (time += milliseconds) };
}

const approvalByChief = {
  rule: 'R',
  role: 'chief',
  approvals: 1,
  isRequired: (/** @type {import('../../src/platform/types.js').Data} */ data) => data.size === 'large',
  isSatisfied: () => true,
};

test('refuses what is not valid, and what breaks a check, with the findings', () => {
  const finding = { rule: 'R', path: '/size', code: 'x', message: 'y' };
  const { records } = recordsWith({ checks: [(data) => (data.size === 'bad' ? [finding] : [])] });
  assert.throws(() => records.create('text', ada), { status: 422, code: 'invalid' });
  assert.throws(() => records.create({ size: 'bad' }, ada), { status: 422, code: 'rule', findings: [finding] });
  assert.equal(records.create({ size: 'good' }, ada).status, 'active');
  assert.throws(() => records.update('1', 1, { size: 'bad' }, ada), { code: 'rule' });
  assert.equal(records.size, 1);
});

test('lets what needs approval take effect after that, and what was rejected never', () => {
  const { records, approvals, active } = recordsWith({ approvals: [approvalByChief] });
  records.create({ size: 'small' }, ada);
  assert.equal(records.create({ size: 'large' }, ada).status, 'waiting for approval');
  assert.equal(records.create({ size: 'large' }, ada).status, 'waiting for approval');
  assert.deepEqual(active, ['1 at 1']);
  const [first, second] = approvals.open();
  approvals.decide(String(first?.id), chief, { isApproval: true, comment: '' });
  approvals.decide(String(second?.id), chief, { isApproval: false, comment: '' });
  assert.equal(records.get(String(first?.recordId), ada).status, 'active');
  assert.equal(records.get(String(second?.recordId), ada).status, 'rejected');
  assert.deepEqual(active, ['1 at 1', first?.recordId + ' at 2']);
});

test('asks again after a change, and lets no decision on an old version count', () => {
  const { records, approvals, active } = recordsWith({ approvals: [approvalByChief] });
  const { id } = records.create({ size: 'large' }, ada);
  const [before] = approvals.open();
  records.update(id, 1, { size: 'large', more: true }, ada);
  assert.throws(() => approvals.decide(String(before?.id), chief, { isApproval: true, comment: '' }), { code: 'decided' });
  assert.equal(approvals.open().length, 1);
  assert.deepEqual(active, []);
});

test('shows masked data, and keeps what comes back masked', () => {
  const { records } = recordsWith({
    masks: [
      {
        rule: 'R',
        fields: ['name'],
        mask: (data, roles) => (roles.includes('chief') ? data : { ...data, name: '***' }),
      },
    ],
  });
  const { id, data } = records.create({ name: 'Joan', size: 1 }, ada);
  assert.deepEqual(data, { name: '***', size: 1 });
  assert.equal(records.list({ limit: 5 }, ada).items[0]?.data.name, '***');
  records.update(id, 1, { name: '***', size: 2 }, ada);
  assert.deepEqual(records.get(id, chief).data, { name: 'Joan', size: 2 });
});

test('stores nothing in a region that a rule does not allow', () => {
  const residencies = [
    {
      rule: 'R',
      regions: ['home'],
      checkRegion: (/** @type {string | undefined} */ region) =>
        region === 'home' ? [] : [{ rule: 'R', path: '', code: 'residency', message: '' }],
    },
  ];
  assert.equal(recordsWith({ residencies }).records.create({}, ada).version, 1);
  const abroad = recordsWith({ residencies }, 'abroad').records;
  assert.throws(() => abroad.create({}, ada), { status: 403, code: 'residency' });
  assert.equal(abroad.size, 0);
});

test('counts requests, and says when to come again', () => {
  const createLimiter = () => {
    let left = 2;
    return {
      take: () => ({ isAllowed: (left -= 1) >= 0, retryAfterMilliseconds: 1500 }),
      forgetBefore: () => 0,
    };
  };
  const { records } = recordsWith({ rateLimits: [{ rule: 'R', createLimiter }] });
  const { id } = records.create({}, ada);
  records.update(id, 1, {}, ada);
  assert.throws(() => records.create({}, ada), { status: 429, headers: { 'retry-after': '2' } });
});

test('deletes what may no longer be kept, and notes it', () => {
  const { records, audit, pass } = recordsWith({
    retentions: [
      {
        rule: 'R',
        expiresAt: (createdAt) => new Date(createdAt.getTime() + 10),
        isExpired: (createdAt, now) => now.getTime() >= createdAt.getTime() + 10,
      },
    ],
  });
  records.create({}, ada);
  pass(5);
  records.create({}, ada);
  assert.equal(records.purge(), 0);
  pass(5);
  assert.equal(records.purge(), 1);
  assert.equal(records.size, 1);
  assert.deepEqual(audit.entries().at(-1)?.actor, 'retention');
});

test('names who made, changed and deleted a record, and no value of it', () => {
  const { records, audit } = recordsWith({});
  const { id } = records.create({ name: 'secret' }, ada);
  records.update(id, 1, { name: 'secret' }, chief);
  records.remove(id, 2, ada);
  assert.deepEqual(
    audit.entries().map(({ actor, action }) => actor + ' ' + action),
    ['ada created', 'grace changed', 'ada deleted'],
  );
  assert.equal(JSON.stringify(audit.entries()).includes('secret'), false);
});
`;
