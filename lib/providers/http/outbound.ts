import { type LookupAddress, lookup as lookupName } from 'node:dns';
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type CallUsage, ProviderFailure } from '../provider.ts';
import { createAddressPolicy } from './addresses.ts';

/** Connections are kept and shared by all calls of the process. */
const pool = { keepAlive: true, maxSockets: 32, maxFreeSockets: 8, timeout: 60_000 };
const plainAgent = new PlainAgent(pool);
const secureAgent = new SecureAgent(pool);

const maximumAnswerBytes = 10_000_000;
const maximumQuoted = 200;

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

type ResolveName = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;
const resolveName: ResolveName = (host, done) => lookupName(host, { all: true }, done);

/** Posts JSON to where the operator and the public internet allow, and gives the answer once its status is good. */
export type Post = (request: OutboundRequest) => Promise<IncomingMessage>;

/**
 * A client that connects to no address the policy does not allow: the address is checked as it is resolved, and that
 * very one is connected to, so a name that changes its mind gains nothing. Redirects are not followed.
 * @throws from the function ProviderFailure.
 */
export function createPost(privateHosts: readonly string[], resolve = resolveName): Post {
  const policy = createAddressPolicy(privateHosts);

  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses;
      if (error || !first) done(error ?? new Error(`${host} has no address.`), '');
      else if (!addresses.every(({ address }) => policy.allows(host, address))) done(forbidden(host), '');
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

  return async ({ url: address, headers, body, signal }) => {
    const url = checkedUrl(address, policy);
    const isSecure = url.protocol === 'https:';
    const text = JSON.stringify(body);
    const answer = await new Promise<IncomingMessage>((answered, failed) => {
      const send = isSecure ? secureRequest : plainRequest;
      const outgoing = send(url, {
        method: 'POST',
        agent: isSecure ? secureAgent : plainAgent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
        lookup,
        signal,
      });
      outgoing.once('response', answered);
      outgoing.once('error', (error) => failed(unreachable(url, error)));
      outgoing.end(text);
    });
    const { statusCode: status = 0 } = answer;
    if (status >= 200 && status < 300) return answer;
    const said = await readText(answer).catch(() => '');
    throw failureOfStatus(url.host, status, said);
  };
}

function checkedUrl(address: string, policy: ReturnType<typeof createAddressPolicy>): URL {
  const url = URL.parse(address);
  const refuse = (reason: string) =>
    new ProviderFailure(`"${address}" is not asked: ${reason}.`, { isRetryable: false });
  if (!url) throw refuse('it is not an address');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('only http and https are');
  if (url.username || url.password) throw refuse('it holds credentials, which belong into a key');
  // Node connects to a literal address without looking anything up.
  if (isIP(host) !== 0 && !policy.allows(host, host)) throw forbidden(host);
  if (url.protocol === 'http:' && !policy.isListed(host)) throw refuse('without encryption only listed hosts are');
  return url;
}

function forbidden(host: string): ProviderFailure {
  const remedy = 'The operator may list the host in PROVIDER_PRIVATE_HOSTS of the worker.';
  return new ProviderFailure(`"${host}" is not a public address and is not asked. ${remedy}`, { isRetryable: false });
}

function unreachable({ host }: URL, error: Error): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  return new ProviderFailure(`${host} did not answer: ${error.message}`, { isRetryable: true, cause: error });
}

const oneCall: CallUsage = { inputTokens: 0, outputTokens: 0, calls: 1, usd: 0 };

function failureOfStatus(host: string, status: number, said: string): ProviderFailure {
  const isRetryable = status === 408 || status === 425 || status === 429 || status >= 500;
  const words = said.replaceAll(/\s+/g, ' ').slice(0, maximumQuoted);
  return new ProviderFailure(`${host} answered ${status}: ${words}`, { isRetryable, usage: oneCall });
}

/**
 * The whole body of an answer.
 * @throws ProviderFailure where it breaks off or is larger than anything that could be meant.
 */
export async function readText(answer: AsyncIterable<unknown>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of answer) {
      const piece = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
      bytes += piece.byteLength;
      if (bytes > maximumAnswerBytes) {
        throw new ProviderFailure(`The answer has more than ${maximumAnswerBytes} bytes.`, { isRetryable: false });
      }
      parts.push(piece);
    }
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProviderFailure(`The answer broke off: ${reason}`, { isRetryable: true, usage: oneCall, cause: error });
  }
  return Buffer.concat(parts).toString();
}
