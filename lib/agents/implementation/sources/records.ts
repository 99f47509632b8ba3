/** `src/platform/records.js` */
export const recordsSource = String.raw`import { RequestError } from './errors.js';

/**
 * @typedef {import('./types.js').Actor} Actor
 * @typedef {import('./types.js').StoredRecord} StoredRecord
 * @typedef {{ entity: string, id: string, version: number }} RecordReference
 */

/**
 * The records of one entity with all its rules: each request is counted, parsed, checked, put to approval where a rule asks
 * for it, and written to the audit log. What takes effect is handed to the work that follows.
 * @param {object} options
 * @param {import('./types.js').EntityDefinition} options.definition
 * @param {import('./store.js').Collection} options.collection
 * @param {import('./approvals.js').Approvals} options.approvals
 * @param {import('./audit-log.js').AuditLog} options.audit
 * @param {import('./counters.js').Counters} options.counters
 * @param {(reference: RecordReference) => void} options.onActive
 * @param {string | undefined} options.region Where the records are stored.
 * @param {() => Date} options.now
 * @param {() => string} options.newId
 */
export function createRecords(options) {
  const { definition, collection, approvals, audit, counters, onActive, region, now, newId } = options;
  const { name, rules } = definition;
  const limiters = rules.rateLimits.map(({ rule, createLimiter }) => ({ rule, limiter: createLimiter() }));

  /** @param {Actor} actor */
  function count(actor) {
    for (const { rule, limiter } of limiters) {
      const { isAllowed, retryAfterMilliseconds } = limiter.take(actor.id, now().getTime());
      if (isAllowed) continue;
      const error = new RequestError(429, 'rate-limit', 'Too many requests by rule ' + rule + '. Wait, then repeat it.');
      error.headers['retry-after'] = String(Math.ceil(retryAfterMilliseconds / 1000));
      throw error;
    }
  }

  /** @param {unknown} input @returns {import('./types.js').Data} */
  function accept(input) {
    const misplaced = rules.residencies.flatMap(({ checkRegion }) => checkRegion(region));
    if (misplaced.length > 0) {
      throw new RequestError(403, 'residency', 'A ' + name + ' may not be stored in this region.', misplaced);
    }
    const parsed = definition.parse(input);
    if (!parsed.isValid) throw new RequestError(422, 'invalid', 'The ' + name + ' is not valid.', parsed.findings);
    const data = { ...parsed.value };
    const findings = rules.checks.flatMap((check) => check(data));
    if (findings.length > 0) throw new RequestError(422, 'rule', 'The ' + name + ' breaks a rule.', findings);
    return data;
  }

  /** @param {StoredRecord} record */
  function settle(record) {
    const { id, version, author } = record;
    const requirements = requirementsFor(record.data);
    if (requirements.length === 0) onActive({ entity: name, id, version });
    else approvals.request({ entity: name, recordId: id, version, author, requirements, subject: 'record' });
  }

  /** @param {import('./types.js').Data} data */
  const requirementsFor = (data) => rules.approvals.filter(({ isRequired }) => isRequired(data));

  /** @param {import('./types.js').Data} data @returns {StoredRecord['status']} */
  const statusFor = (data) => (requirementsFor(data).length > 0 ? 'waiting for approval' : 'active');

  /** @param {StoredRecord} record @param {Actor} actor @returns {StoredRecord} */
  function show(record, actor) {
    return { ...record, data: rules.masks.reduce((data, { mask }) => mask(data, actor.roles), record.data) };
  }

  /** @param {string} id */
  function find(id) {
    const record = collection.get(id);
    if (!record) throw new RequestError(404, 'not-found', 'There is no ' + name + ' with the id ' + id + '.');
    return record;
  }

  /**
   * Values that come back as they were shown masked stand for the values behind the mask.
   * @param {unknown} input @param {StoredRecord} record @param {Actor} actor
   */
  function unmask(input, record, actor) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
    const shown = show(record, actor).data;
    const given = new Map(Object.entries(input));
    for (const field of rules.masks.flatMap(({ fields }) => fields)) {
      if (given.has(field) && given.get(field) === shown[field]) given.set(field, record.data[field]);
    }
    return Object.fromEntries(given);
  }

  return {
    name,
    get size() {
      return collection.size;
    },
    /** @param {unknown} input @param {Actor} actor */
    create(input, actor) {
      count(actor);
      const data = accept(input);
      const at = now().toISOString();
      const status = statusFor(data);
      const record = { id: newId(), version: 1, status, createdAt: at, updatedAt: at, author: actor.id, data };
      collection.insert(record);
      counters.add(name + ' created');
      audit.append({ actor: actor.id, action: 'created', subject: name + '/' + record.id });
      settle(record);
      return show(record, actor);
    },
    /** @param {string} id @param {Actor} actor */
    get: (id, actor) => show(find(id), actor),
    /** The record as it is, for the work that follows. @param {string} id */
    read: (id) => collection.get(id),
    /** @param {{ after?: string | undefined, limit: number }} page @param {Actor} actor */
    list(page, actor) {
      const { items, next } = collection.list(page);
      return { items: items.map((record) => show(record, actor)), next };
    },
    /** @param {string} id @param {number} version @param {unknown} input @param {Actor} actor */
    update(id, version, input, actor) {
      count(actor);
      const current = find(id);
      const data = accept(unmask(input, current, actor));
      const changed = { ...current, version, status: statusFor(data), updatedAt: now().toISOString(), author: actor.id, data };
      const record = { ...changed, version: collection.replace(changed) };
      counters.add(name + ' changed');
      approvals.withdraw(name, id);
      audit.append({ actor: actor.id, action: 'changed', subject: name + '/' + id });
      settle(record);
      return show(record, actor);
    },
    /** @param {string} id @param {number} version @param {Actor} actor */
    remove(id, version, actor) {
      collection.remove(id, version);
      counters.add(name + ' deleted');
      approvals.withdraw(name, id);
      audit.append({ actor: actor.id, action: 'deleted', subject: name + '/' + id });
    },
    /** Takes what was decided about a record. @param {import('./approvals.js').Approval} approval */
    decided({ recordId, version, status, subject }) {
      const record = collection.get(recordId);
      if (!record || record.version !== version || subject !== 'record') return;
      const next = status === 'approved' ? /** @type {const} */ ('active') : 'rejected';
      const written = collection.replace({ ...record, status: next, updatedAt: now().toISOString() });
      if (next === 'active') onActive({ entity: name, id: recordId, version: written });
    },
    /** Deletes what may no longer be kept, and gives how many that were. */
    purge() {
      const expired = collection
        .all()
        .filter(({ createdAt }) => rules.retentions.some(({ isExpired }) => isExpired(new Date(createdAt), now())));
      for (const { id, version } of expired) {
        collection.remove(id, version);
        approvals.withdraw(name, id);
        audit.append({ actor: 'retention', action: 'deleted', subject: name + '/' + id });
      }
      for (const { limiter } of limiters) limiter.forgetBefore(now().getTime());
      return expired.length;
    },
  };
}

/** @typedef {ReturnType<typeof createRecords>} Records */
`;
