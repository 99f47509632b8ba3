import type { OfflineRequest, OfflineResponse } from '../kernel/http.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** Of every answer under `/_offline`: for this page alone, never guessed at, never kept. */
export const HELPER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const;

/**
 * Why a request to `/_offline` is refused, or undefined. These endpoints ask for no signature, so only programs of this
 * machine and the inspector's own page may use them: no name of another host (DNS rebinding), no page of another origin,
 * be it on this machine, and from a browser no body that a form could send.
 */
export function refuseForeign(request: OfflineRequest): OfflineResponse | undefined {
  const { headers, method } = request;
  const host = headers.host ?? '';
  if (!LOOPBACK.has(host.replace(/:\d+$/, ''))) {
    return refusal(403, 'The helper endpoints answer on localhost only.');
  }
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    return refusal(403, 'The helper endpoints answer no page of another origin.');
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isOpeningPage(request)) {
    return refusal(403, 'The helper endpoints answer no page of another site.');
  }
  if (method === 'OPTIONS')
    return refusal(405, 'The helper endpoints take no preflight: other origins may not use them.');
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  // A program that names no type (`curl -d`, `fetch` with a text) is no browser: those say where their writes come from.
  const isBrowser = headers.origin !== undefined || site !== undefined;
  if (isBrowser && WITH_BODY.has(method) && type !== 'application/json') {
    return refusal(
      415,
      `Send the body as content-type: application/json, not ${type === undefined || type === '' ? 'without a type' : type}.`,
    );
  }
  return undefined;
}

/** A link that leads to the page from elsewhere shows it to the person alone. */
const isOpeningPage = ({ method, rawPath, headers }: OfflineRequest): boolean =>
  method === 'GET' &&
  (rawPath === '/_offline' || rawPath === '/_offline/') &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document';

const refusal = (status: number, message: string): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

const DOCUMENTS = new Set(['document', 'iframe', 'frame', 'embed', 'object']);

/**
 * What a service answers shares the origin of the inspector. Shown as a document, an uploaded page could act as the
 * inspector does; in a sandbox it has an origin of its own, as a bucket's host gives it on AWS.
 */
export function sandboxed(request: OfflineRequest, response: OfflineResponse): OfflineResponse {
  if (!DOCUMENTS.has(request.headers['sec-fetch-dest'] ?? '')) return response;
  const policy = 'sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts';
  return { ...response, headers: { ...response.headers, 'content-security-policy': policy } };
}
