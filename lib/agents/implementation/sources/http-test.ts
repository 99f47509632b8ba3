/** `support/start-application.js` */
export const startApplicationSource = String.raw`import { createApplication } from '../src/application.js';
import { createHttpServer } from '../src/http/server.js';
import { systems } from './examples.js';
import { createFakeTransport } from './fake-transport.js';

/**
 * The application behind its server on a free port, with fakes for the systems around it.
 * @param {string} [region]
 */
export async function startApplication(region = 'local') {
  const fakes = new Map(systems.map((name) => [name, createFakeTransport({ region })]));
  /** @type {unknown[]} */
  const surprises = [];
  const transports = Object.fromEntries([...fakes].map(([name, { transport }]) => [name, transport]));
  const options = { secret: 'a secret for tests with 32 characters', region, wait: queueMicrotask, transports };
  const application = createApplication(options);
  const server = createHttpServer(application, (error) => surprises.push(error));
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
  const origin = 'http://127.0.0.1:' + server.address()?.port;

  /**
   * @param {string} request Method and path.
   * @param {{ as?: string, roles?: readonly string[], body?: unknown, version?: number, headers?: Record<string, string> }} [options]
   */
  async function call(request, { as = 'author', roles = [], body, version, headers = {} } = {}) {
    const [method = '', path = ''] = request.split(' ');
    const response = await fetch(origin + path, {
      method,
      headers: {
        authorization: 'Bearer ' + application.identity.issue({ id: as, roles }),
        'content-type': 'application/json',
        ...(version === undefined ? {} : { 'if-match': '"' + version + '"' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    application,
    origin,
    fakes,
    surprises,
    call,
    /** Has people with the right roles approve whatever is open, until nothing is. */
    async approveAll() {
      for (;;) {
        await application.queue.idle();
        const [open] = (await call('GET /approvals')).body.items;
        if (!open) return;
        const path = 'POST /approvals/' + open.id + '/decisions';
        for (const { role, approvals } of open.requirements) {
          for (let number = 0; number < approvals; number += 1) {
            await call(path, { as: role + ' ' + number, roles: [role], body: { decision: 'approve' } });
          }
        }
      }
    },
    async stop() {
      await application.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
`;

/** `test/http/records.test.js`: every entity from creation to deletion. */
export const httpRecordsTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { definitions } from '../../src/definitions.js';
import { examples, systems } from '../../support/examples.js';
import { startApplication } from '../../support/start-application.js';

for (const [name, { region, isFollowed, data }] of Object.entries(examples)) {
  const path = '/records/' + name;

  test(name + ': a record lives from its creation to its deletion', async () => {
    const { call, approveAll, fakes, application, surprises, stop } = await startApplication(region);
    try {
      const created = await call('POST ' + path, { body: data });
      assert.equal(created.status, 201, JSON.stringify(created.body));
      assert.equal(created.headers.get('etag'), '"1"');
      await approveAll();
      const roles = application.roles;
      const read = await call('GET ' + path + '/' + created.body.id, { roles });
      assert.equal(read.body.status, 'active');
      assert.equal((await call('GET ' + path)).body.items.length, 1);
      for (const system of systems) {
        const sent = fakes.get(system)?.sent.map((delivery) => [delivery.entity, delivery.data]);
        assert.deepEqual(sent, isFollowed ? [[name, data]] : []);
      }
      const record = path + '/' + created.body.id;
      assert.equal((await call('PUT ' + record, { as: 'editor', body: data })).status, 428);
      assert.equal((await call('PUT ' + record, { as: 'late editor', body: data, version: 77 })).status, 412);
      const changed = await call('PUT ' + record, { as: 'editor', body: data, version: read.body.version });
      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      assert.equal(changed.body.version, read.body.version + 1);
      await approveAll();
      const { version } = (await call('GET ' + record)).body;
      assert.equal((await call('DELETE ' + record, { version: version - 1 })).status, 412);
      assert.equal((await call('DELETE ' + record, { version })).status, 204);
      assert.equal((await call('GET ' + record)).status, 404);
      assert.deepEqual(surprises, []);
    } finally {
      await stop();
    }
  });

  test(name + ': what is not valid is refused with its place, and nothing is stored', async () => {
    const { call, stop } = await startApplication(region);
    try {
      const refused = await call('POST ' + path, { body: { ...data, 'no such field': 1 } });
      assert.equal(refused.status, 422);
      assert.deepEqual(refused.body.findings[0].path, '/no such field');
      assert.deepEqual((await call('GET ' + path)).body.items, []);
    } finally {
      await stop();
    }
  });

  test(name + ': what the rules mask is masked over HTTP', async () => {
    const { call, stop } = await startApplication(region);
    try {
      const { body } = await call('POST ' + path, { body: data });
      const masked = new Set(definitions[name]?.rules.masks.flatMap(({ fields }) => fields));
      const shown = await call('GET ' + path + '/' + body.id);
      for (const [field, value] of Object.entries(data)) {
        if (masked.has(field)) assert.notDeepEqual(shown.body.data[field], value);
        else assert.deepEqual(shown.body.data[field], value);
      }
    } finally {
      await stop();
    }
  });

  test(name + ': nobody approves a record of their own', async () => {
    const { call, application, stop } = await startApplication(region);
    try {
      await call('POST ' + path, { body: data });
      await application.queue.idle();
      const { items } = (await call('GET /approvals')).body;
      for (const { id } of items) {
        const own = { as: 'author', roles: application.roles, body: { decision: 'approve' } };
        assert.equal((await call('POST /approvals/' + id + '/decisions', own)).body.code, 'own-record');
      }
    } finally {
      await stop();
    }
  });
}
`;

/** `test/http/server.test.js`: what holds for every route. */
export const httpServerTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { definitions } from '../../src/definitions.js';
import { startApplication } from '../../support/start-application.js';

const path = '/records/' + Object.keys(definitions)[0];

/** @param {(started: Awaited<ReturnType<typeof startApplication>>) => Promise<void>} run */
async function withApplication(run) {
  const started = await startApplication();
  try {
    await run(started);
  } finally {
    await started.stop();
  }
}

test('tells anybody that it is well, and nothing else', () =>
  withApplication(async ({ call }) => {
    const nobody = { headers: { authorization: '' } };
    assert.equal((await call('GET /health', nobody)).body.status, 'ok');
    for (const route of ['GET ' + path, 'POST ' + path, 'GET /approvals', 'GET /audit', 'GET /nowhere']) {
      assert.equal((await call(route, nobody)).status, 401, route);
    }
    assert.equal((await call('GET ' + path, { headers: { authorization: 'Bearer forged.token' } })).status, 401);
  }));

test('opens the audit log, metrics and dead letters to their roles alone', () =>
  withApplication(async ({ call }) => {
    for (const [route, role] of [['/audit', 'auditor'], ['/metrics', 'operator'], ['/dead-letters', 'operator']]) {
      assert.equal((await call('GET ' + route)).status, 403, route);
      assert.equal((await call('GET ' + route, { roles: [String(role)] })).status, 200, route);
    }
    assert.equal((await call('POST /dead-letters/1/redrive')).status, 403);
    assert.equal((await call('POST /dead-letters/1/redrive', { roles: ['operator'] })).status, 404);
  }));

test('answers bad requests by what is wrong with them', () =>
  withApplication(async ({ call, surprises }) => {
    assert.equal((await call('POST ' + path, { body: '{broken' })).body.code, 'json');
    assert.equal((await call('POST ' + path, { body: 'x', headers: { 'content-type': 'text/plain' } })).status, 415);
    assert.equal((await call('POST ' + path, { body: '"' + 'x'.repeat(1100000) + '"' })).status, 413);
    assert.equal((await call('GET /records/__proto__')).status, 404);
    assert.equal((await call('GET /constructor')).status, 404);
    assert.equal((await call('GET ' + path + '?limit=1000')).body.code, 'limit');
    assert.equal((await call('GET ' + path + '?after=nothing')).body.code, 'unknown-page');
    assert.equal((await call('GET /%E0%A4%A')).body.code, 'url');
    assert.equal((await call('POST /approvals/1/decisions', { body: { decision: 'perhaps' } })).body.code, 'decision');
    assert.equal((await call('POST /approvals/1/decisions', { body: null })).body.code, 'decision');
    assert.equal((await call('POST /approvals/1/decisions', { body: { decision: 'approve' } })).status, 404);
    const refused = await call('PATCH ' + path);
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get('allow'), 'GET, POST');
    assert.deepEqual(surprises, []);
  }));
`;

/** `test/http/process.test.js`: the program itself starts and stops. */
export const processTest = String.raw`import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

test('the program answers on the loopback address and stops when it is told to', async () => {
  const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));
  const program = spawn(process.execPath, [main], { env: { PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  let output = '';
  let health;
  for await (const chunk of program.stdout) {
    output += chunk.toString();
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (health || !origin) continue;
    health = await (await fetch(origin + '/health')).json();
    program.kill('SIGTERM');
  }
  assert.equal(health.status, 'ok');
  assert.equal(await ended, 0);
  assert.match(output, /Stopped\. Messages that were not handled: 0\./);
});
`;
