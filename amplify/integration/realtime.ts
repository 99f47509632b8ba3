import { z } from 'zod';
import { outputs } from './people.ts';

const messageSchema = z.looseObject({ type: z.string(), id: z.string().optional(), payload: z.unknown().optional() });
type Message = z.infer<typeof messageSchema>;

const patienceMs = 20_000;
const { host, protocol } = new URL(outputs.data.url);
const realtimeUrl = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql/realtime`;

/** A connection that speaks the realtime protocol itself, where the stock client would hide what is answered. */
export class Connection {
  readonly #messages: Message[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #socket: WebSocket;
  readonly #authorization: Readonly<Record<string, string>>;
  #isClosed = false;

  private constructor(token: string | undefined) {
    this.#authorization = { host, ...(token !== undefined && { Authorization: token }) };
    const header = Buffer.from(JSON.stringify(this.#authorization)).toString('base64url');
    this.#socket = new WebSocket(realtimeUrl, ['graphql-ws', `header-${header}`]);
    const wake = () => {
      for (const look of this.#waiting) look();
    };
    this.#socket.addEventListener('open', wake);
    this.#socket.addEventListener('message', ({ data }) => {
      this.#messages.push(messageSchema.parse(JSON.parse(String(data))));
      wake();
    });
    for (const event of ['close', 'error'] as const) {
      this.#socket.addEventListener(event, () => {
        this.#isClosed = true;
        wake();
      });
    }
  }

  /** Connects with a token; undefined where that is refused. */
  static async open(token: string | undefined): Promise<Connection | undefined> {
    const connection = new Connection(token);
    const isOpen = () => connection.#socket.readyState === WebSocket.OPEN || undefined;
    if (!(await connection.#wait('the socket to open', isOpen))) return undefined;
    connection.#socket.send(JSON.stringify({ type: 'connection_init' }));
    const first = await connection.#wait('the answer to connection_init', () => connection.#messages[0]);
    if (first?.type === 'connection_ack') return connection;
    connection.close();
    return undefined;
  }

  /** Asks for a subscription; answers `start_ack`, or `error` with its payload. */
  async start(id: string, query: string, variables: Record<string, unknown>): Promise<Message> {
    const payload = { data: JSON.stringify({ query, variables }), extensions: { authorization: this.#authorization } };
    this.#socket.send(JSON.stringify({ id, type: 'start', payload }));
    const isAnswer = (message: Message) => message.id === id && ['start_ack', 'error'].includes(message.type);
    return (await this.#wait(`the answer to ${id}`, () => this.#messages.find(isAnswer))) ?? { type: 'closed' };
  }

  /** Waits for data of a subscription that holds a text, and gives all that has come for it until then. */
  async receive(id: string, part: string): Promise<string[]> {
    const found = await this.#wait(`${part} in ${id}`, () => {
      const data = this.#messages.filter((message) => message.type === 'data' && message.id === id);
      const texts = data.map(({ payload }) => JSON.stringify(payload));
      return texts.some((text) => text.includes(part)) ? texts : undefined;
    });
    return found ?? [];
  }

  close(): void {
    this.#socket.close();
  }

  /** Looks at each message until there is what is awaited; undefined when the socket closes before. */
  #wait<Value>(what: string, look: () => Value | undefined): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(patience);
        this.#waiting.delete(check);
        done();
      };
      const patience = setTimeout(() => settle(() => reject(new Error(`still waiting for ${what}`))), patienceMs);
      const check = () => {
        const value = look();
        if (value !== undefined || this.#isClosed) settle(() => resolve(value));
      };
      this.#waiting.add(check);
      check();
    });
  }
}
