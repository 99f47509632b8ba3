/** `src/platform/connector.js` */
export const connectorSource = String.raw`import { PermanentError } from './errors.js';

/**
 * The port to another system. A key that was sent before is the same delivery: the other side, or the transport, drops it.
 * @typedef {object} Transport
 * @property {string | undefined} region Where the other system keeps data; undefined where that is not known.
 * @property {(delivery: { key: string, entity: string, data: import('./types.js').Data }, signal: AbortSignal) => Promise<void>} send
 * @property {(after: string | undefined, signal: AbortSignal) => Promise<{ items: unknown[], next: string | undefined }>} receive
 */

/**
 * A system that records are sent to, fetched from, or both.
 * @param {object} options
 * @param {string} options.system
 * @param {'read' | 'write' | 'both'} options.direction
 * @param {Transport | undefined} options.transport Absent until the system is connected.
 * @param {number} [options.timeoutMilliseconds]
 */
export function createConnector({ system, direction, transport, timeoutMilliseconds = 10000 }) {
  /** @type {Set<string>} */
  const delivered = new Set();

  function connected() {
    if (transport) return transport;
    throw new PermanentError(system + ' is not connected. Give its transport to the application, then redrive this.');
  }

  /** @param {'read' | 'write'} use */
  function allow(use) {
    if (direction !== 'both' && direction !== use) throw new PermanentError(system + ' is not for ' + use + ' access.');
  }

  return {
    system,
    direction,
    isConnected: transport !== undefined,
    /**
     * Sends a record once; a second call with the same key does nothing.
     * @param {{ key: string, entity: string, data: import('./types.js').Data }} delivery
     * @param {readonly import('./types.js').ResidencyRule[]} residencies
     */
    async deliver(delivery, residencies) {
      allow('write');
      const { region, send } = connected();
      const [finding] = residencies.flatMap(({ checkRegion }) => checkRegion(region));
      if (finding) throw new PermanentError(system + ' keeps data where rule ' + finding.rule + ' does not allow it.');
      if (delivered.has(delivery.key)) return;
      await send(structuredClone(delivery), AbortSignal.timeout(timeoutMilliseconds));
      delivered.add(delivery.key);
    },
    /**
     * A page of what the system has.
     * @param {string} [after]
     */
    async fetch(after) {
      allow('read');
      return connected().receive(after, AbortSignal.timeout(timeoutMilliseconds));
    },
  };
}

/**
 * @typedef {ReturnType<typeof createConnector>} Connector
 *
 * Transports by the name of the connector's file; what is absent is not connected.
 * @typedef {{ readonly [name: string]: Transport | undefined }} Transports
 */
`;

/** `support/fake-transport.js` */
export const fakeTransportSource = String.raw`/**
 * Stands for another system in tests: keeps what it is sent, gives what it was told to have, and fails on demand.
 * @param {{ region?: string, items?: unknown[] }} [options]
 */
export function createFakeTransport({ region, items = [] } = {}) {
  /** @type {{ key: string, entity: string, data: import('../src/platform/types.js').Data }[]} */
  const sent = [];
  let failures = 0;

  function failOnDemand() {
    if (failures === 0) return;
    failures -= 1;
    throw new Error('The system does not answer.');
  }

  /** @type {import('../src/platform/connector.js').Transport} */
  const transport = {
    region,
    async send(delivery) {
      failOnDemand();
      sent.push(delivery);
    },
    async receive(after) {
      failOnDemand();
      const start = Number(after ?? 0);
      return { items: items.slice(start, start + 2), next: start + 2 < items.length ? String(start + 2) : undefined };
    },
  };
  return { transport, sent, failNext: (/** @type {number} */ count) => void (failures = count) };
}
`;
