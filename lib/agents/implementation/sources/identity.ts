/** `src/platform/identity.js` */
export const identitySource = String.raw`import { createHmac, timingSafeEqual } from 'node:crypto';

const minimumSecretLength = 32;

/**
 * Signs and checks bearer tokens that say who somebody is and which roles they have.
 * @param {{ secret: string, now: () => Date }} options
 */
export function createIdentity({ secret, now }) {
  if (secret.length < minimumSecretLength) {
    throw new Error('The secret has fewer than ' + minimumSecretLength + ' characters.');
  }

  /** @param {string} payload */
  const sign = (payload) => createHmac('sha256', secret).update(payload).digest('base64url');

  return {
    /**
     * @param {import('./types.js').Actor} actor
     * @param {number} [lifetimeSeconds]
     */
    issue({ id, roles }, lifetimeSeconds = 3600) {
      const claims = { id, roles, until: now().getTime() + lifetimeSeconds * 1000 };
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return payload + '.' + sign(payload);
    },
    /**
     * Who a token stands for, or undefined where it is forged, broken or over.
     * @param {string} token
     * @returns {import('./types.js').Actor | undefined}
     */
    verify(token) {
      const [payload = '', signature = '', ...rest] = token.split('.');
      const expected = Buffer.from(sign(payload));
      const given = Buffer.from(signature);
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      /** @type {{ id: string, roles: string[], until: number }} */
      const { id, roles, until } = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return now().getTime() < until ? { id, roles } : undefined;
    },
  };
}

/** @typedef {ReturnType<typeof createIdentity>} Identity */
`;

export const identityTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createIdentity } from '../../src/platform/identity.js';

const secret = 'a secret of at least 32 characters';

function atTime(/** @type {number} */ start) {
  let time = start;
  const identity = createIdentity({ secret, now: () => new Date(time) });
  return { identity, pass: (/** @type {number} */ milliseconds) => (time += milliseconds) };
}

test('knows whom it gave a token to', () => {
  const { identity } = atTime(0);
  assert.deepEqual(identity.verify(identity.issue({ id: 'ada', roles: ['auditor'] })), { id: 'ada', roles: ['auditor'] });
});

test('refuses a token from its last moment on', () => {
  const { identity, pass } = atTime(0);
  const token = identity.issue({ id: 'ada', roles: [] }, 10);
  pass(9999);
  assert.equal(identity.verify(token)?.id, 'ada');
  pass(1);
  assert.equal(identity.verify(token), undefined);
});

test('refuses what is forged, cut or signed with another secret', () => {
  const { identity } = atTime(0);
  const [payload, signature] = identity.issue({ id: 'ada', roles: [] }).split('.');
  const forged = Buffer.from(JSON.stringify({ id: 'eve', roles: ['admin'], until: 9e15 })).toString('base64url');
  const other = createIdentity({ secret: secret + '!', now: () => new Date(0) }).issue({ id: 'ada', roles: [] });
  for (const token of ['', '.', 'x', payload + '.', forged + '.' + signature, payload + '.' + signature + '.', other]) {
    assert.equal(identity.verify(token), undefined);
  }
});

test('takes no short secret', () => {
  assert.throws(() => createIdentity({ secret: 'short', now: () => new Date() }), /fewer than 32/);
});
`;
