import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Http2Server, Http2ServerRequest } from 'node:http2';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Duplex, Readable, Writable } from 'node:stream';
import { OfflineError, ServiceError } from './errors.ts';

// Not imported: the names of a builtin's ES module are all read at once, and one of them loads the whole of undici.
const { createServer: createHttp1Server } = process.getBuiltinModule('node:http');

/** A request as services see it, whichever HTTP version carried it. */
export type OfflineRequest = {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. */
  readonly rawPath: string;
  /** The query as sent, without `?`; empty where there is none. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  /** Lower-case names; a repeated header is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;
  /** The whole body; read once, kept. @throws ServiceError RequestEntityTooLargeException past `limit` bytes (64 MiB). */
  body(limit?: number): Promise<Buffer>;
  /** Fires when the client went away before it was answered. */
  readonly signal: AbortSignal;
};

export type OfflineResponse = {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array | Readable;
};

export type Handler = (request: OfflineRequest) => Promise<OfflineResponse>;
export type UpgradeHandler = (message: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What the answers of both HTTP versions have in common. */
type Outgoing = Writable & { writeHead(status: number, headers: OutgoingHttpHeaders): unknown };

const HTTP2_PREFACE = 'PRI * HTTP/2.0';

/**
 * One loopback port for HTTP/1.1, HTTP/2 with prior knowledge (the Bedrock clients) and WebSocket upgrades, told apart
 * by the first bytes of a connection.
 */
export class OnePortServer {
  readonly #tcp: Server;
  readonly #sockets = new Set<Socket>();

  constructor(handle: Handler, upgrade: UpgradeHandler) {
    const respond = (incoming: IncomingMessage | Http2ServerRequest, outgoing: Outgoing) => {
      void answer(handle, incoming, outgoing);
    };
    const http1 = createHttp1Server({ keepAliveTimeout: 65_000, requestTimeout: 0 }, respond);
    http1.on('upgrade', upgrade);
    // Made for the first who speaks it: with it comes TLS, 9 MB in all.
    let http2: Http2Server | undefined;
    const speakHttp2 = () => (http2 ??= process.getBuiltinModule('node:http2').createServer({}, respond));
    this.#tcp = createTcpServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      socket.once('data', (first: Buffer) => {
        socket.pause();
        socket.unshift(first);
        const isHttp2 = first.toString('latin1', 0, HTTP2_PREFACE.length) === HTTP2_PREFACE;
        (isHttp2 ? speakHttp2() : http1).emit('connection', socket);
        process.nextTick(() => socket.resume());
      });
    });
  }

  /** @throws OfflineError naming the port when it is taken. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#tcp.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new OfflineError(
                `Port ${port} is taken by another program.`,
                'Stop that program, or choose another port with --port N (npm start: OFFLINE_PORT=N).',
                error,
              )
            : error,
        );
      });
      this.#tcp.listen({ port, host }, () => {
        const address = this.#tcp.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Stops listening and drops what is open. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#tcp.close(() => {
        resolve();
      });
      for (const socket of this.#sockets) socket.destroy();
    });
  }
}

async function answer(
  handle: Handler,
  incoming: IncomingMessage | Http2ServerRequest,
  outgoing: Outgoing,
): Promise<void> {
  let isGone = false;
  let gone: AbortController | undefined;
  outgoing.on('close', () => {
    // An answered request closes too; aborting would cost each one an error object. A cancelled stream of HTTP/2 counts
    // as finished, though nobody ended it.
    isGone = !outgoing.writableFinished || !outgoing.writableEnded;
    if (isGone) gone?.abort();
  });
  // Made for those who look at it: few do.
  const signal = () => {
    gone ??= new AbortController();
    if (isGone) gone.abort();
    return gone.signal;
  };
  try {
    const response = await handle(toRequest(incoming, signal));
    send(response, incoming, outgoing);
  } catch {
    // `handle` translates its own errors; what arrives here is a broken connection.
    outgoing.destroy();
  }
}

function toRequest(incoming: IncomingMessage | Http2ServerRequest, signal: () => AbortSignal): OfflineRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const name in incoming.headers) {
    const value = incoming.headers[name];
    if (value === undefined) continue;
    if (name === ':authority') {
      if (!Object.hasOwn(headers, 'host')) headers.host = String(value);
    } else if (!name.startsWith(':')) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const rawQuery = mark === -1 ? '' : url.slice(mark + 1);
  let query: URLSearchParams | undefined;
  let whole: Promise<Buffer> | undefined;
  return {
    method: incoming.method ?? 'GET',
    rawPath: mark === -1 ? url : url.slice(0, mark),
    rawQuery,
    get query() {
      return (query ??= new URLSearchParams(rawQuery));
    },
    headers,
    stream: incoming,
    body: (limit = 64 * 1024 * 1024) => (whole ??= readAll(incoming, limit)),
    get signal() {
      return signal();
    },
  };
}

/** By events: iterating costs as much as all the rest of a small request. */
function readAll(stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const leave = () => {
      stream.off('data', take).off('end', end).off('error', fail).off('close', fail);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      leave();
      reject(
        new ServiceError('RequestEntityTooLargeException', `The request body is larger than ${limit} bytes.`, {
          status: 413,
        }),
      );
    };
    const end = () => {
      leave();
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    };
    const fail = (cause?: unknown) => {
      leave();
      // Nobody is there to read this; as a ServiceError it is no failure of the backend in its log.
      reject(new ServiceError('RequestTimeout', 'The client went away before its body was whole.', { cause }));
    };
    if (stream.readableEnded) end();
    else if (stream.destroyed) fail();
    else stream.on('data', take).on('end', end).on('error', fail).on('close', fail);
  });
}

function send(
  { status, headers = {}, body }: OfflineResponse,
  incoming: IncomingMessage | Http2ServerRequest,
  outgoing: Outgoing,
): void {
  if (outgoing.destroyed) return;
  const isStream = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
  const length = isStream || body === undefined ? undefined : Buffer.byteLength(body);
  const all: Record<string, string | number> = { ...headers };
  if (length !== undefined && !('content-length' in all)) all['content-length'] = length;
  if (body === undefined && status !== 204 && status !== 304 && !('content-length' in all)) all['content-length'] = 0;
  // Refused before its body was there: what follows on the connection may be that body, and is no next request.
  if (status >= 400 && incoming.httpVersionMajor === 1 && !incoming.complete) all.connection = 'close';
  outgoing.writeHead(status, all);
  if (incoming.method === 'HEAD' || body === undefined) {
    outgoing.end();
  } else if (isStream) {
    body.on('error', () => outgoing.destroy());
    outgoing.on('close', () => body.destroy());
    body.pipe(outgoing);
  } else {
    outgoing.end(body);
  }
  // An unread body of a refused request must not block the next one on the connection.
  incoming.resume();
}
