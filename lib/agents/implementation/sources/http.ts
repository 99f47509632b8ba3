/** `src/http/read-body.js` */
export const readBodySource = String.raw`import { RequestError } from '../platform/errors.js';

const maximumBytes = 1024 * 1024;

/**
 * The JSON that a request carries.
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<unknown>}
 */
export async function readBody(request) {
  const type = String(request.headers['content-type'] ?? '').split(';')[0];
  if (type?.trim().toLowerCase() !== 'application/json') {
    throw new RequestError(415, 'content-type', 'Send JSON with the content type application/json.');
  }
  /** @type {Uint8Array[]} */
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    // What is too much is read on, and dropped: a connection that is cut would carry no answer.
    if (bytes <= maximumBytes) chunks.push(chunk);
  }
  if (bytes > maximumBytes) throw new RequestError(413, 'too-large', 'The body has more than ' + maximumBytes + ' bytes.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new RequestError(400, 'json', 'The body is no JSON in UTF-8.');
  }
}
`;

/** `src/http/routes.js` */
export const routesSource = String.raw`import { RequestError } from '../platform/errors.js';
import { readBody } from './read-body.js';

const maximumPage = 200;
const maximumComment = 2000;

/**
 * @typedef {object} Call
 * @property {import('node:http').IncomingMessage} request
 * @property {URLSearchParams} query
 * @property {import('../platform/types.js').Actor} actor
 * @property {readonly string[]} parts Of the path, below the route.
 *
 * @typedef {{ status?: number, body?: unknown, version?: number }} Reply
 * @typedef {(application: import('../application.js').Application, call: Call) => Reply | Promise<Reply>} Route
 */

/** @type {Readonly<Record<string, Route>>} */
const routes = {
  'GET records/*': (application, { parts, query, actor }) => {
    const after = query.get('after') ?? undefined;
    const limit = Number(query.get('limit') ?? 50);
    if (!Number.isInteger(limit) || limit < 1 || limit > maximumPage) {
      throw new RequestError(400, 'limit', 'The limit is a whole number from 1 to ' + maximumPage + '.');
    }
    return { body: recordsOf(application, parts).list({ after, limit }, actor) };
  },
  'POST records/*': async (application, { request, parts, actor }) => {
    const record = recordsOf(application, parts).create(await readBody(request), actor);
    return { status: 201, body: record, version: record.version };
  },
  'GET records/*/*': (application, { parts, actor }) => {
    const record = recordsOf(application, parts).get(idOf(parts), actor);
    return { body: record, version: record.version };
  },
  'PUT records/*/*': async (application, { request, parts, actor }) => {
    const input = await readBody(request);
    const record = recordsOf(application, parts).update(idOf(parts), versionOf(request), input, actor);
    return { body: record, version: record.version };
  },
  'DELETE records/*/*': (application, { request, parts, actor }) => {
    recordsOf(application, parts).remove(idOf(parts), versionOf(request), actor);
    return { status: 204 };
  },
  'GET approvals': ({ approvals }) => ({ body: { items: approvals.open() } }),
  'POST approvals/*/decisions': async ({ approvals }, { request, parts, actor }) => {
    const { decision, comment = '' } = Object(await readBody(request));
    if (decision !== 'approve' && decision !== 'reject') {
      throw new RequestError(422, 'decision', 'The decision is "approve" or "reject".');
    }
    if (typeof comment !== 'string' || comment.length > maximumComment) {
      throw new RequestError(422, 'comment', 'The comment is a text of at most ' + maximumComment + ' characters.');
    }
    return { body: approvals.decide(idOf(parts), actor, { isApproval: decision === 'approve', comment }) };
  },
  'GET audit': ({ audit }, { actor }) => {
    demand(actor, 'auditor');
    return { body: { items: audit.entries() } };
  },
  'GET metrics': ({ counters }, { actor }) => {
    demand(actor, 'operator');
    return { body: counters.values() };
  },
  'GET dead-letters': ({ queue }, { actor }) => {
    demand(actor, 'operator');
    return { body: { items: queue.deadLetters() } };
  },
  'POST dead-letters/*/redrive': ({ queue, audit }, { parts, actor }) => {
    demand(actor, 'operator');
    queue.redrive(Number(idOf(parts)));
    audit.append({ actor: actor.id, action: 'redrove', subject: 'dead letter ' + idOf(parts) });
    return { status: 202 };
  },
};

/**
 * The route for a method and a path.
 * @param {string} method
 * @param {readonly string[]} path
 */
export function findRoute(method, path) {
  const shapes = Object.keys(routes).filter((shape) => fits(String(shape.split(' ')[1]).split('/'), path));
  if (shapes.length === 0) throw new RequestError(404, 'no-route', 'There is nothing at this path.');
  const route = routes[method + ' ' + String(shapes[0]?.split(' ')[1])];
  if (route) return route;
  const error = new RequestError(405, 'method', 'This path does not know the method ' + method + '.');
  error.headers['allow'] = shapes.map((shape) => shape.split(' ')[0]).join(', ');
  throw error;
}

/**
 * @param {readonly string[]} shape
 * @param {readonly string[]} path
 */
function fits(shape, path) {
  return shape.length === path.length && shape.every((part, index) => part === '*' || part === path[index]);
}

/**
 * @param {import('../application.js').Application} application
 * @param {readonly string[]} parts
 */
function recordsOf({ records }, parts) {
  const found = records.get(String(parts[1]));
  if (!found) throw new RequestError(404, 'no-route', 'No entity has this name.');
  return found;
}

/** @param {readonly string[]} parts */
function idOf(parts) {
  return String(parts[parts[0] === 'records' ? 2 : 1]);
}

/**
 * The version that a change was made from.
 * @param {import('node:http').IncomingMessage} request
 */
function versionOf(request) {
  const match = /^"(\d{1,15})"$/.exec(String(request.headers['if-match'] ?? ''));
  if (match) return Number(match[1]);
  throw new RequestError(428, 'if-match', 'Name the version that you read, as its ETag in the header If-Match.');
}

/**
 * @param {import('../platform/types.js').Actor} actor
 * @param {string} role
 */
function demand(actor, role) {
  if (!actor.roles.includes(role)) throw new RequestError(403, 'role', 'This needs the role ' + role + '.');
}
`;

/** `src/http/server.js` */
export const serverSource = String.raw`import { createServer } from 'node:http';
import { RequestError } from '../platform/errors.js';
import { findRoute } from './routes.js';

/**
 * The application over HTTP. All but GET /health asks for a bearer token.
 * @param {import('../application.js').Application} application
 * @param {(error: unknown) => void} onSurprise Gets failures that no caller caused.
 */
export function createHttpServer(application, onSurprise) {
  const server = createServer((request, response) => {
    void answer(application, request)
      .catch((error) => {
        if (error instanceof RequestError) return toReply(error);
        onSurprise(error);
        return toReply(new RequestError(500, 'internal', 'Something failed here. It was noted.'));
      })
      .then(({ status, headers, body }) => {
        response.writeHead(status, { ...headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
        if (!request.complete) request.resume();
      });
  });
  server.requestTimeout = 30000;
  server.headersTimeout = 10000;
  return server;
}

/** @typedef {{ status: number, headers: Record<string, string>, body: unknown }} Answer */

/**
 * @param {import('../application.js').Application} application
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Answer>}
 */
async function answer(application, request) {
  const { path, query } = readUrl(request.url ?? '/');
  const method = request.method ?? 'GET';
  if (method === 'GET' && path.join('/') === 'health') {
    return { status: 200, headers: json, body: application.health() };
  }
  const actor = application.identity.verify(String(request.headers.authorization ?? '').replace(/^Bearer /, ''));
  if (!actor) {
    const error = new RequestError(401, 'token', 'Send a valid token in the header Authorization: Bearer.');
    error.headers['www-authenticate'] = 'Bearer';
    throw error;
  }
  const reply = await findRoute(method, path)(application, { request, query, actor, parts: path });
  const headers = reply.version === undefined ? json : { ...json, etag: '"' + reply.version + '"' };
  return { status: reply.status ?? 200, headers: reply.body === undefined ? {} : headers, body: reply.body };
}

/** @type {Record<string, string>} */
const json = { 'content-type': 'application/json; charset=utf-8' };

/** @param {string} target */
function readUrl(target) {
  try {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    return { path: pathname.split('/').slice(1).map(decodeURIComponent), query: searchParams };
  } catch {
    throw new RequestError(400, 'url', 'The path is not well-formed.');
  }
}

/** @param {RequestError} error @returns {Answer} */
function toReply({ status, code, message, findings, headers }) {
  return { status, headers: { ...json, ...headers }, body: { code, message, findings } };
}
`;
