import type { IncomingMessage } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { internal } from '../../../kernel/aws-json.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest } from '../../../kernel/http.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import { authenticate } from '../authorization/authenticate.ts';
import type { Caller } from '../authorization/caller.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import type { OperationRequest } from '../graphql/execute-operation.ts';
import { Connection, headersOf } from './connection.ts';
import { LARGEST_MESSAGE, type Publisher } from './publisher.ts';

const KEEP_ALIVE_MS = 60_000;
const LONGEST_CONNECTION_MS = 24 * 3600 * 1000;
const PROTOCOL = 'graphql-ws';

/** The realtime endpoint: takes WebSocket upgrades and keeps the connections alive. */
export class RealtimeServer {
  readonly #context: ServiceContext;
  readonly #publisher: Publisher;
  readonly #connections = new Set<Connection>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  #cancelKeepAlive: Cancel | undefined;

  constructor(context: ServiceContext, publisher: Publisher) {
    this.#context = context;
    this.#publisher = publisher;
  }

  upgrade(api: Api | undefined, message: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!api || !protocolsOf(message).includes(PROTOCOL)) {
      const reason = api ? `Ask for the subprotocol ${PROTOCOL}.` : 'No GraphQL API of the app is served here.';
      socket.end(
        `HTTP/1.1 ${api ? 400 : 404} Refused\r\nconnection: close\r\ncontent-length: ${reason.length}\r\n\r\n${reason}`,
      );
      return;
    }
    const path = (message.url ?? '').split('?')[0]?.replace(/\/realtime$/, '') ?? '';
    this.#sockets.handleUpgrade(message, socket, head, (webSocket) => {
      const connected = this.#connect(api, path, message);
      const connection = new Connection({
        ...{ api, context: this.#context, publisher: this.#publisher, socket: webSocket, connected },
        authenticate: ({ data, extensions }) => this.#authenticate(api, extensions.authorization, path, data),
      });
      this.#connections.add(connection);
      this.#keepAlive();
      webSocket.on('close', () => {
        connection.release();
        this.#connections.delete(connection);
      });
    });
  }

  /** Closes every connection, so that clients come back to what is served now. */
  closeAll(reason: string): void {
    for (const connection of this.#connections) connection.close(1001, reason);
  }

  stop(): void {
    this.#cancelKeepAlive?.();
    this.closeAll('the backend stops');
  }

  async #connect(api: Api, path: string, message: IncomingMessage): Promise<Caller | RequestRefusal> {
    try {
      const { header, payload } = connectionHeader(message);
      return await this.#authenticate(api, header, `${path}/connect`, payload);
    } catch (error) {
      if (error instanceof RequestRefusal) return error;
      const known = error instanceof ServiceError ? error : internal(this.#context, error);
      return new RequestRefusal(known.code, known.message, known.status);
    }
  }

  #authenticate(
    api: Api,
    authorization: Readonly<Record<string, unknown>>,
    path: string,
    payload: string,
  ): Caller | Promise<Caller> {
    const headers = headersOf(authorization);
    const body = Buffer.from(payload);
    return authenticate({
      api,
      context: this.#context,
      headers,
      signed: { request: asRequest(path, headers, body), body },
      operation: () => (path.endsWith('/connect') ? undefined : operationOf(payload)),
    });
  }

  /** One timer for all connections, running while there are any. */
  #keepAlive(): void {
    if (this.#cancelKeepAlive) return;
    const { clock } = this.#context;
    this.#cancelKeepAlive = clock.after(KEEP_ALIVE_MS, () => {
      this.#cancelKeepAlive = undefined;
      for (const connection of this.#connections) {
        if (clock.now() - connection.openedAt > LONGEST_CONNECTION_MS) connection.close(1000, 'connection is 24 h old');
        else connection.keepAlive();
      }
      if (this.#connections.size > 0) this.#keepAlive();
    });
  }
}

const protocolsOf = ({ headers }: IncomingMessage): string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());

/** The authorization that a connection was opened with: a subprotocol `header-<base64url>`, or the query's `header`. */
function connectionHeader(message: IncomingMessage): { header: Record<string, unknown>; payload: string } {
  const query = new URLSearchParams(message.url?.split('?')[1] ?? '');
  const fromProtocol = protocolsOf(message)
    .find((name) => name.startsWith('header-'))
    ?.slice('header-'.length);
  const encoded = fromProtocol ?? query.get('header')?.replaceAll(' ', '+');
  const refuse = () => new RequestRefusal('BadRequestException', 'Required headers are missing.', 400);
  if (!encoded) throw refuse();
  const payload = Buffer.from(query.get('payload') ?? 'e30=', 'base64').toString();
  try {
    const json: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    return { header: z.record(z.string(), z.unknown()).parse(json), payload };
  } catch {
    throw refuse();
  }
}

/** What a start message asks, as far as it can be read. */
function operationOf(data: string): Partial<OperationRequest> | undefined {
  try {
    const shape = z.looseObject({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });
    const { query, variables } = shape.parse(JSON.parse(data));
    return { query, variables: variables ?? {} };
  } catch {
    return undefined;
  }
}

/** The HTTP request that a realtime client signs in place of its message. */
const asRequest = (path: string, headers: Record<string, string>, body: Buffer): OfflineRequest => ({
  method: 'POST',
  rawPath: path,
  rawQuery: '',
  query: new URLSearchParams(),
  headers,
  stream: Readable.from([body]),
  body: () => Promise.resolve(body),
  signal: new AbortController().signal,
});
