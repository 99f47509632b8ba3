/** `src/platform/workflow.js` */
export const workflowSource = String.raw`import { PermanentError } from './errors.js';

/**
 * @typedef {{ stage: 'propose' | 'deliver', entity: string, id: string, version: number }} Work
 *
 * A step that looks at a record before anything else does; it throws a PermanentError for what may not go on.
 * @typedef {(record: import('./types.js').StoredRecord, entity: import('./types.js').EntityDefinition) => Promise<void>} Step
 *
 * What a step does beyond its checks; it may run again for the same version of a record.
 * @typedef {(record: import('./types.js').StoredRecord) => Promise<void>} Handler
 *
 * Handlers by the name of the component's file.
 * @typedef {{ readonly [name: string]: Handler | undefined }} Handlers
 */

/**
 * What follows when a record takes effect: the steps look at it, the agents propose, a person decides on the proposals, and
 * the connected systems get it. Each piece of work may come twice and has its effect once.
 * @param {object} options
 * @param {{ readonly [name: string]: import('./types.js').EntityDefinition }} options.definitions
 * @param {ReadonlyMap<string, import('./records.js').Records>} options.records
 * @param {readonly Step[]} options.steps
 * @param {readonly { propose: (record: { entity: string, data: import('./types.js').Data }) => Promise<object> }[]} options.agents
 * @param {readonly import('./connector.js').Connector[]} options.connectors
 * @param {import('./approvals.js').Approvals} options.approvals
 * @param {import('./types.js').ApprovalRequirement} options.reviewers Who decides on proposals.
 * @param {import('./counters.js').Counters} options.counters
 * @param {(work: Work) => void} options.enqueue
 */
export function createWorkflow(options) {
  const { definitions, records, steps, agents, connectors, approvals, reviewers, counters, enqueue } = options;
  /** @type {Set<string>} */
  const proposed = new Set();

  /**
   * @param {import('./types.js').StoredRecord} record
   * @param {import('./types.js').EntityDefinition} definition
   */
  async function propose(record, definition) {
    const { id, version } = record;
    const entity = definition.name;
    for (const step of steps) await step(record, definition);
    const key = [entity, id, version].join('/');
    if (proposed.has(key)) return;
    const data = definition.rules.masks.reduce((shown, { mask }) => mask(shown, []), record.data);
    const proposals = await Promise.all(agents.map((agent) => agent.propose({ entity, data })));
    if (records.get(entity)?.read(id)?.version !== version) return;
    counters.add('proposals');
    proposed.add(key);
    if (proposals.length === 0) enqueue({ stage: 'deliver', entity, id, version });
    else {
      const request = { entity, recordId: id, version, author: record.author, requirements: [reviewers], proposals };
      approvals.request({ ...request, subject: 'proposal' });
    }
  }

  /**
   * @param {import('./types.js').StoredRecord} record
   * @param {import('./types.js').EntityDefinition} definition
   */
  async function deliver(record, definition) {
    const key = [definition.name, record.id, record.version].join('/');
    for (const connector of connectors) {
      if (connector.direction === 'read') continue;
      await connector.deliver({ key, entity: definition.name, data: record.data }, definition.rules.residencies);
      counters.add('deliveries');
    }
  }

  return {
    /** @param {Work} work */
    async handle({ stage, entity, id, version }) {
      const definition = definitions[entity];
      if (!definition) throw new PermanentError('No entity is called ' + entity + '.');
      const record = records.get(entity)?.read(id);
      if (!record || record.version !== version || record.status !== 'active') return;
      await (stage === 'propose' ? propose(record, definition) : deliver(record, definition));
    },
    /** Goes on with what people approved. @param {import('./approvals.js').Approval} approval */
    decided({ subject, status, entity, recordId, version }) {
      if (subject === 'proposal' && status === 'approved') enqueue({ stage: 'deliver', entity, id: recordId, version });
    },
  };
}

/**
 * Who decides on what agents propose: one person with the role, not the record's author.
 * @param {string} role
 * @returns {import('./types.js').ApprovalRequirement}
 */
export function createReviewers(role) {
  return {
    rule: 'proposal',
    role,
    approvals: 1,
    isRequired: () => true,
    isSatisfied: (decisions, author) =>
      decisions.some(({ actor, roles, isApproval }) => isApproval && roles.includes(role) && actor !== author),
  };
}

/**
 * A step that checks a record once more, since rules change while work waits, and then does its own work.
 * @param {string} name
 * @param {Handler | undefined} handle
 * @returns {Step}
 */
export function createCheckStep(name, handle) {
  return async (record, { rules }) => {
    const [finding] = rules.checks.flatMap((check) => check(record.data));
    if (finding) throw new PermanentError(name + ': ' + finding.path + ' ' + finding.message + ' (' + finding.rule + ').');
    await handle?.(structuredClone(record));
  };
}
`;
