/** `src/platform/queue.js` */
export const queueSource = String.raw`import { PermanentError, RequestError } from './errors.js';

/**
 * @template Body
 * @typedef {{ id: number, body: Body, attempts: number, reason: string }} Message
 */

/**
 * A queue in memory: one message after another, each handed over again after a failure with a growing pause, and put to the
 * dead letters when its attempts are used up or the failure is permanent.
 * @template Body
 * @param {object} options
 * @param {(body: Body) => Promise<void>} options.handle
 * @param {number} [options.maximumAttempts]
 * @param {number} [options.firstPauseMilliseconds]
 * @param {(run: () => void, milliseconds: number) => void} [options.wait] Calls back after a time.
 */
export function createQueue({ handle, maximumAttempts = 5, firstPauseMilliseconds = 200, wait = setTimeout }) {
  /** @type {Message<Body>[]} */
  const waiting = [];
  /** @type {Map<number, Message<Body>>} */
  const dead = new Map();
  /** @type {(() => void)[]} */
  const idleListeners = [];
  let isWorking = false;
  let isStopped = false;
  let paused = 0;
  let lastId = 0;

  async function work() {
    if (isWorking) return;
    isWorking = true;
    while (!isStopped) {
      const message = waiting.shift();
      if (!message) break;
      await attempt(message);
    }
    isWorking = false;
    if (isStopped || paused === 0) for (const listener of idleListeners.splice(0)) listener();
  }

  /** @param {Message<Body>} message */
  async function attempt(message) {
    message.attempts += 1;
    try {
      await handle(message.body);
    } catch (error) {
      message.reason = error instanceof Error ? error.message : String(error);
      if (error instanceof PermanentError || message.attempts >= maximumAttempts) {
        dead.set(message.id, message);
        return;
      }
      paused += 1;
      wait(
        () => {
          paused -= 1;
          waiting.push(message);
          void work();
        },
        firstPauseMilliseconds * 2 ** (message.attempts - 1),
      );
    }
  }

  return {
    /** @param {Body} body */
    send(body) {
      if (isStopped) throw new RequestError(503, 'stopping', 'The application is stopping. Try again later.');
      lastId += 1;
      waiting.push({ id: lastId, body, attempts: 0, reason: '' });
      queueMicrotask(() => void work());
    },
    /** Messages that are waiting, at work or between two attempts, and dead letters. */
    counts: () => ({ waiting: waiting.length + paused + (isWorking ? 1 : 0), dead: dead.size }),
    deadLetters: () => [...dead.values()].map((message) => structuredClone(message)),
    /**
     * Hands a dead letter over again, with fresh attempts.
     * @param {number} id
     */
    redrive(id) {
      const message = dead.get(id);
      if (!message) throw new RequestError(404, 'not-found', 'There is no dead letter ' + id + '.');
      dead.delete(id);
      waiting.push({ ...message, attempts: 0 });
      queueMicrotask(() => void work());
    },
    /** Settles when nothing is left to do. */
    idle() {
      return /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          if (!isWorking && waiting.length === 0 && paused === 0) resolve();
          else idleListeners.push(resolve);
        })
      );
    },
    /** Takes nothing more, finishes what is at work, and gives what was left. */
    async stop() {
      isStopped = true;
      if (isWorking) await /** @type {Promise<void>} */ (new Promise((resolve) => idleListeners.push(resolve)));
      return waiting.length + paused;
    },
  };
}

/**
 * @template Body
 * @typedef {ReturnType<typeof createQueue<Body>>} Queue
 */
`;

export const queueTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { PermanentError } from '../../src/platform/errors.js';
import { createQueue } from '../../src/platform/queue.js';

/** @param {() => void} run */
const atOnce = (run) => queueMicrotask(run);

test('hands messages over in their order', async () => {
  /** @type {string[]} */
  const seen = [];
  const queue = createQueue({ handle: async (/** @type {string} */ body) => void seen.push(body) });
  queue.send('a');
  queue.send('b');
  await queue.idle();
  assert.deepEqual(seen, ['a', 'b']);
  assert.deepEqual(queue.counts(), { waiting: 0, dead: 0 });
});

test('tries again after growing pauses until it succeeds', async () => {
  /** @type {number[]} */
  const pauses = [];
  let failures = 3;
  const queue = createQueue({
    async handle(/** @type {string} */ _body) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('not yet');
      }
    },
    firstPauseMilliseconds: 100,
    wait(run, milliseconds) {
      pauses.push(milliseconds);
      queueMicrotask(run);
    },
  });
  queue.send('a');
  await queue.idle();
  assert.deepEqual(pauses, [100, 200, 400]);
  assert.deepEqual(queue.deadLetters(), []);
});

test('puts a message aside after its attempts, and leaves its neighbours unharmed', async () => {
  /** @type {string[]} */
  const done = [];
  const queue = createQueue({
    async handle(/** @type {string} */ body) {
      if (body === 'poison') throw new Error('cannot be done');
      done.push(body);
    },
    maximumAttempts: 3,
    wait: atOnce,
  });
  for (const body of ['a', 'poison', 'b']) queue.send(body);
  await queue.idle();
  assert.deepEqual(done, ['a', 'b']);
  assert.deepEqual(
    queue.deadLetters().map(({ body, attempts, reason }) => ({ body, attempts, reason })),
    [{ body: 'poison', attempts: 3, reason: 'cannot be done' }],
  );
});

test('does not try a permanent failure again', async () => {
  const queue = createQueue({
    async handle(/** @type {string} */ _body) {
      throw new PermanentError('never');
    },
    wait: atOnce,
  });
  queue.send('a');
  await queue.idle();
  assert.equal(queue.deadLetters()[0]?.attempts, 1);
});

test('hands a dead letter over again on request', async () => {
  let isBroken = true;
  const queue = createQueue({
    async handle(/** @type {string} */ _body) {
      if (isBroken) throw new PermanentError('broken');
    },
  });
  queue.send('a');
  await queue.idle();
  isBroken = false;
  queue.redrive(Number(queue.deadLetters()[0]?.id));
  await queue.idle();
  assert.deepEqual(queue.counts(), { waiting: 0, dead: 0 });
  assert.throws(() => queue.redrive(99), { code: 'not-found' });
});

test('finishes what is at work when it stops, and takes nothing more', async () => {
  /** @type {() => void} */
  let finish = () => {};
  /** @type {string[]} */
  const done = [];
  const queue = createQueue({
    async handle(/** @type {string} */ body) {
      await /** @type {Promise<void>} */ (new Promise((resolve) => (finish = resolve)));
      done.push(body);
    },
  });
  queue.send('a');
  queue.send('b');
  await Promise.resolve();
  const stopped = queue.stop();
  finish();
  assert.equal(await stopped, 1);
  assert.deepEqual(done, ['a']);
  assert.throws(() => queue.send('c'), { code: 'stopping' });
});
`;
