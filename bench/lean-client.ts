import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** What a server said to one request. */
type Answer = { readonly status: number; readonly body: Buffer };

type Waiting = { resolve: (answer: Answer) => void; reject: (reason: Error) => void };

/**
 * Keep-alive connections to one server, with HTTP/1.1 as plain as it can be: on a machine of few cores a heavier client
 * takes from the server what shall be measured. For load alone: answers must have a content-length.
 */
export class LeanClient {
  readonly #host: string;
  readonly #port: number;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();

  constructor(endpoint: string) {
    const { hostname, port } = new URL(endpoint);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** The bytes of a POST of JSON, to be sent as often as wanted. */
  post(path: string, headers: Readonly<Record<string, string>>, body: object): Buffer {
    const text = JSON.stringify(body);
    const all = {
      host: `${this.#host}:${this.#port}`,
      'content-type': 'application/json',
      ...headers,
      'content-length': String(Buffer.byteLength(text)),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, '', text].join('\r\n'));
  }

  /** Sends on an idle connection, or a new one. */
  async send(request: Buffer): Promise<Answer> {
    const connection = this.#idle.pop() ?? this.#open();
    const answer = await connection.send(request);
    this.#idle.push(connection);
    return answer;
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #open(): Connection {
    const connection = new Connection(this.#port, this.#host, () => {
      this.#all.delete(connection);
      const at = this.#idle.indexOf(connection);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    this.#all.add(connection);
    return connection;
  }
}

/** One request at a time. */
class Connection {
  readonly #socket: Socket;
  #received: Buffer | undefined;
  /** Of the answer that is arriving: where its body begins and how long it is. */
  #bodyAt = 0;
  #bodyLength = -1;
  #waiting: Waiting | undefined;

  constructor(port: number, host: string, onClose: () => void) {
    this.#socket = connect({ port, host, noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    let reason = new Error('the server closed the connection before it answered');
    this.#socket.on('error', (error) => {
      reason = error;
    });
    this.#socket.on('close', () => {
      onClose();
      this.#waiting?.reject(reason);
    });
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    this.#received = received;
    if (this.#bodyLength === -1) {
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd === -1) return;
      const length = /\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, headEnd))?.[1];
      if (length === undefined) {
        this.#socket.destroy(new Error('the answer has no content-length'));
        return;
      }
      this.#bodyAt = headEnd + HEAD_END.length;
      this.#bodyLength = Number(length);
    }
    const end = this.#bodyAt + this.#bodyLength;
    if (received.length < end) return;
    const answer = { status: Number(received.toString('latin1', 9, 12)), body: received.subarray(this.#bodyAt, end) };
    this.#received = undefined;
    this.#bodyLength = -1;
    this.#waiting?.resolve(answer);
    this.#waiting = undefined;
  }
}
