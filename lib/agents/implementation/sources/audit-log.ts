/** `src/platform/audit-log.js` */
export const auditLogSource = String.raw`import { createHash } from 'node:crypto';

/**
 * @typedef {object} AuditEntry
 * @property {number} number
 * @property {string} at ISO 8601 in UTC.
 * @property {string} actor
 * @property {string} action
 * @property {string} subject
 * @property {string} detail Never a value of a record.
 * @property {string} seal SHA-256 over the entry and the seal before it.
 */

/** @param {Omit<AuditEntry, 'seal'>} entry @param {string} before */
function sealOf(entry, before) {
  const content = [before, entry.number, entry.at, entry.actor, entry.action, entry.subject, entry.detail];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * Who did what, when. Entries are only added; each seals the one before it, so a changed or missing entry shows.
 * @param {() => Date} now
 */
export function createAuditLog(now) {
  /** @type {AuditEntry[]} */
  const entries = [];
  return {
    /** @param {{ actor: string, action: string, subject: string, detail?: string }} event */
    append({ actor, action, subject, detail = '' }) {
      const entry = { number: entries.length + 1, at: now().toISOString(), actor, action, subject, detail };
      entries.push({ ...entry, seal: sealOf(entry, entries.at(-1)?.seal ?? '') });
    },
    /**
     * The latest entries, oldest first.
     * @param {number} [limit]
     */
    entries: (limit = 1000) => entries.slice(-limit).map((entry) => ({ ...entry })),
  };
}

/**
 * The number of the first entry whose seal does not fit, or undefined where the log is whole.
 * @param {readonly AuditEntry[]} entries From the first on.
 */
export function findBrokenSeal(entries) {
  let before = '';
  for (const [index, { seal, ...entry }] of entries.entries()) {
    if (entry.number !== index + 1 || seal !== sealOf(entry, before)) return index + 1;
    before = seal;
  }
  return undefined;
}

/** @typedef {ReturnType<typeof createAuditLog>} AuditLog */
`;

export const auditLogTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createAuditLog, findBrokenSeal } from '../../src/platform/audit-log.js';

function threeEntries() {
  const log = createAuditLog(() => new Date('2026-01-01T00:00:00Z'));
  for (const subject of ['a', 'b', 'c']) log.append({ actor: 'ada', action: 'created', subject });
  return log.entries();
}

test('says who did what, when, in order', () => {
  assert.deepEqual(
    threeEntries().map(({ number, at, actor, action, subject }) => [number, at, actor, action, subject]),
    ['a', 'b', 'c'].map((subject, index) => [index + 1, '2026-01-01T00:00:00.000Z', 'ada', 'created', subject]),
  );
});

test('shows where an entry was changed, removed or put elsewhere', () => {
  const entries = threeEntries();
  assert.equal(findBrokenSeal(entries), undefined);
  assert.equal(findBrokenSeal(entries.map((entry, index) => (index === 1 ? { ...entry, actor: 'eve' } : entry))), 2);
  assert.equal(findBrokenSeal(entries.filter((_, index) => index !== 1)), 2);
  assert.equal(findBrokenSeal([...entries].reverse()), 1);
});
`;
