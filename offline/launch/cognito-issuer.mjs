// Preloaded (`node --import …`) into servers that verify Cognito's tokens, such as Next.js with aws-amplify: they ask the
// hard-coded host of the issuer for its keys and know no endpoint variable. Requests to Cognito's hosts go to the offline
// backend instead; all others are left alone. Plain JavaScript, so that any Node from 20.9 can load it.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const HOSTS = {
  'cognito-idp': process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? process.env.AWS_ENDPOINT_URL,
  'cognito-identity': process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY ?? process.env.AWS_ENDPOINT_URL,
};

/** The backend's URL for a URL of Cognito, or undefined for any other. */
function redirected(url) {
  const [, service] = /^(cognito-idp|cognito-identity)\.[a-z0-9-]+\.amazonaws\.com$/.exec(url.hostname) ?? [];
  const endpoint = service && HOSTS[service];
  return endpoint ? new URL(url.pathname + url.search, endpoint) : undefined;
}

const originalRequest = https.request;

function request(first, ...rest) {
  const isUrl = typeof first === 'string' || first instanceof URL;
  const options = isUrl ? (typeof rest[0] === 'object' ? rest[0] : {}) : first;
  const callback = rest.find((argument) => typeof argument === 'function');
  const target = redirected(isUrl ? new URL(first) : urlOf(options));
  if (!target) return originalRequest.call(https, first, ...rest);
  // What belongs to the connection that was meant does not fit this one.
  const {
    agent: _agent,
    protocol: _protocol,
    host: _host,
    hostname: _hostname,
    port: _port,
    path: _path,
    ...kept
  } = options;
  return http.request(target, kept, callback);
}

function urlOf({ hostname, host, path = '/' }) {
  const name = hostname ?? host ?? 'localhost';
  return new URL(path, `https://${name.includes(':') && !name.startsWith('[') ? name.split(':')[0] : name}`);
}

https.request = request;
https.get = (...parameters) => {
  const outgoing = request(...parameters);
  outgoing.end();
  return outgoing;
};
syncBuiltinESMExports();

const originalFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const target = redirected(new URL(input instanceof Request ? input.url : input, 'http://localhost'));
  if (!target) return originalFetch(input, init);
  return originalFetch(input instanceof Request ? new Request(target, input) : target, init);
};
