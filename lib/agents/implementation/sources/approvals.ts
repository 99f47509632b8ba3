/** `src/platform/approvals.js` */
export const approvalsSource = String.raw`import { RequestError } from './errors.js';

/**
 * @typedef {object} Approval
 * @property {string} id
 * @property {'open' | 'approved' | 'rejected' | 'withdrawn'} status
 * @property {string} entity
 * @property {string} recordId
 * @property {number} version The version of the record that is decided on.
 * @property {string} author
 * @property {'record' | 'proposal'} subject
 * @property {readonly object[]} proposals What agents propose, for a decision on that.
 * @property {readonly { rule: string, role: string, approvals: number }[]} requirements
 * @property {readonly { actor: string, roles: readonly string[], isApproval: boolean, comment: string, at: string }[]} decisions
 */

/**
 * Decisions of people. A record waits until every rule that asks for approval is satisfied; one rejection ends it.
 * @param {object} options
 * @param {() => Date} options.now
 * @param {() => string} options.newId
 * @param {import('./audit-log.js').AuditLog} options.audit
 */
export function createApprovals({ now, newId, audit }) {
  /** @type {Map<string, { approval: Approval, requirements: readonly import('./types.js').ApprovalRequirement[] }>} */
  const cases = new Map();
  /** @type {((approval: Approval) => void)[]} */
  const listeners = [];

  return {
    /** @param {(approval: Approval) => void} listener Called with what was approved or rejected. */
    onDecided(listener) {
      listeners.push(listener);
    },
    /**
     * @param {object} request
     * @param {string} request.entity
     * @param {string} request.recordId
     * @param {number} request.version
     * @param {string} request.author
     * @param {readonly import('./types.js').ApprovalRequirement[]} request.requirements
     * @param {'record' | 'proposal'} request.subject
     * @param {readonly object[]} [request.proposals]
     */
    request({ requirements, proposals = [], ...request }) {
      /** @type {Approval} */
      const approval = {
        ...request,
        id: newId(),
        status: 'open',
        proposals,
        requirements: requirements.map(({ rule, role, approvals }) => ({ rule, role, approvals })),
        decisions: [],
      };
      cases.set(approval.id, { approval, requirements });
      audit.append({ actor: request.author, action: 'approval requested', subject: approval.id, detail: request.recordId });
      return approval.id;
    },
    /** What is open, oldest first. */
    open: () => [...cases.values()].flatMap(({ approval }) => (approval.status === 'open' ? [structuredClone(approval)] : [])),
    /** @param {string} id */
    get(id) {
      const found = cases.get(id);
      return found && structuredClone(found.approval);
    },
    /**
     * Ends what is open about a record, since it changed or is gone.
     * @param {string} entity
     * @param {string} recordId
     */
    withdraw(entity, recordId) {
      for (const entry of cases.values()) {
        const { approval } = entry;
        if (approval.status !== 'open' || approval.entity !== entity || approval.recordId !== recordId) continue;
        entry.approval = { ...approval, status: 'withdrawn' };
      }
    },
    /**
     * Takes a person's decision and gives the case as it then stands.
     * @param {string} id
     * @param {import('./types.js').Actor} actor
     * @param {{ isApproval: boolean, comment: string }} decision
     */
    decide(id, actor, { isApproval, comment }) {
      const found = cases.get(id);
      if (!found) throw new RequestError(404, 'not-found', 'There is no approval with the id ' + id + '.');
      const { approval, requirements } = found;
      if (approval.status !== 'open') throw new RequestError(409, 'decided', 'This is already ' + approval.status + '.');
      if (!requirements.some(({ role }) => actor.roles.includes(role))) {
        const roles = requirements.map(({ role }) => role).join(', ');
        throw new RequestError(403, 'wrong-role', 'Only these roles decide here: ' + roles + '.');
      }
      if (actor.id === approval.author) {
        throw new RequestError(403, 'own-record', 'Nobody decides on a record of their own.');
      }
      if (approval.decisions.some((decision) => decision.actor === actor.id)) {
        throw new RequestError(409, 'decided', 'You have decided on this already.');
      }
      const decision = { actor: actor.id, roles: actor.roles, isApproval, comment, at: now().toISOString() };
      const decisions = [...approval.decisions, decision];
      const isSatisfied = requirements.every((requirement) => requirement.isSatisfied(decisions, approval.author));
      const status = isApproval ? (isSatisfied ? 'approved' : 'open') : 'rejected';
      found.approval = { ...approval, decisions, status };
      audit.append({ actor: actor.id, action: isApproval ? 'approved' : 'rejected', subject: id, detail: approval.recordId });
      if (status !== 'open') for (const listener of listeners) listener(structuredClone(found.approval));
      return structuredClone(found.approval);
    },
  };
}

/** @typedef {ReturnType<typeof createApprovals>} Approvals */
`;

export const approvalsTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createApprovals } from '../../src/platform/approvals.js';
import { createAuditLog } from '../../src/platform/audit-log.js';

/** @type {import('../../src/platform/types.js').ApprovalRequirement} */
const two = {
  rule: 'R',
  role: 'manager',
  approvals: 2,
  isRequired: () => true,
  isSatisfied: (decisions) => decisions.filter(({ isApproval }) => isApproval).length >= 2,
};
const yes = { isApproval: true, comment: '' };
const no = { isApproval: false, comment: 'not like this' };

/** @param {string} id */
const manager = (id, roles = ['manager']) => ({ id, roles });

function oneCase() {
  const now = () => new Date(0);
  let last = 0;
  const approvals = createApprovals({ now, newId: () => String((last += 1)), audit: createAuditLog(now) });
  /** @type {string[]} */
  const decided = [];
  approvals.onDecided(({ status }) => decided.push(status));
  const request = { entity: 'thing', recordId: 'x', version: 1, author: 'ada', requirements: [two] };
  return { approvals, decided, id: approvals.request({ ...request, subject: 'record' }) };
}

test('is approved when the rule is satisfied, and tells once', () => {
  const { approvals, decided, id } = oneCase();
  assert.equal(approvals.decide(id, manager('grace'), yes).status, 'open');
  assert.deepEqual(decided, []);
  assert.equal(approvals.decide(id, manager('joan'), yes).status, 'approved');
  assert.deepEqual(decided, ['approved']);
  assert.deepEqual(approvals.open(), []);
});

test('is ended by one rejection, and cannot be decided after that', () => {
  const { approvals, decided, id } = oneCase();
  assert.equal(approvals.decide(id, manager('grace'), no).status, 'rejected');
  assert.deepEqual(decided, ['rejected']);
  assert.throws(() => approvals.decide(id, manager('joan'), yes), { code: 'decided', status: 409 });
});

test('refuses the author, other roles and a second decision of the same person', () => {
  const { approvals, id } = oneCase();
  assert.throws(() => approvals.decide(id, manager('ada'), yes), { code: 'own-record' });
  assert.throws(() => approvals.decide(id, manager('eve', ['visitor']), yes), { code: 'wrong-role', status: 403 });
  approvals.decide(id, manager('grace'), yes);
  assert.throws(() => approvals.decide(id, manager('grace'), yes), { code: 'decided' });
  assert.throws(() => approvals.decide('99', manager('grace'), yes), { code: 'not-found' });
});

test('is withdrawn with its record, and only with that', () => {
  const { approvals, decided, id } = oneCase();
  approvals.withdraw('thing', 'y');
  approvals.withdraw('other', 'x');
  assert.equal(approvals.get(id)?.status, 'open');
  approvals.withdraw('thing', 'x');
  assert.equal(approvals.get(id)?.status, 'withdrawn');
  assert.deepEqual(decided, []);
});
`;
