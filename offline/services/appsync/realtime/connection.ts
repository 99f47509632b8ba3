import type { WebSocket } from 'ws';
import { z } from 'zod';
import { internal } from '../../../kernel/aws-json.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import type { Caller } from '../authorization/caller.ts';
import { FieldError, RequestRefusal } from '../graphql/errors.ts';
import { isTooNested } from '../schema/json-nesting.ts';
import type { Publisher, Subscription } from './publisher.ts';
import { subscribe } from './subscribe.ts';

const CONNECTION_TIMEOUT_MS = 300_000;
const MOST_SUBSCRIPTIONS = 100;
const MOST_BUFFERED_BYTES = 4 * 1024 * 1024;

const messageSchema = z.looseObject({
  type: z.string(),
  id: z.string().min(1).optional(),
  payload: z.unknown().optional(),
});
const startSchema = z.looseObject({
  data: z.string(),
  extensions: z.looseObject({ authorization: z.record(z.string(), z.unknown()) }),
});
const operationSchema = z.looseObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

type Start = z.infer<typeof startSchema>;

type Problem = { errorType: string | null; message: string; errorCode?: number };

/** One client's connection: speaks AppSync's realtime protocol. */
export class Connection {
  readonly #api: Api;
  readonly #context: ServiceContext;
  readonly #publisher: Publisher;
  readonly #socket: WebSocket;
  readonly #authenticate: (start: Start) => Caller | Promise<Caller>;
  /** Started subscriptions by their id; null while one is being started. */
  readonly #subscriptions = new Map<string, Subscription | null>();
  /** Who connected; a connection whose caller was refused is told so at its first message. */
  readonly #connected: Promise<Caller | RequestRefusal>;
  readonly openedAt: number;

  constructor(input: {
    api: Api;
    context: ServiceContext;
    publisher: Publisher;
    socket: WebSocket;
    connected: Promise<Caller | RequestRefusal>;
    authenticate: (start: Start) => Caller | Promise<Caller>;
  }) {
    this.#api = input.api;
    this.#context = input.context;
    this.#publisher = input.publisher;
    this.#socket = input.socket;
    this.#connected = input.connected;
    this.#authenticate = input.authenticate;
    this.openedAt = input.context.clock.now();
    // Messages are taken one after the other, so that a stop cannot overtake its start.
    let last: Promise<unknown> = this.#connected;
    input.socket.on('message', (data) => {
      last = last.then(() => this.#receive(Buffer.isBuffer(data) ? data.toString() : ''));
    });
    input.socket.on('error', () => {
      input.socket.terminate();
    });
  }

  keepAlive(): void {
    this.#send('{"type":"ka"}');
  }

  /** Forgets the subscriptions; the socket is closed already. */
  release(): void {
    for (const subscription of this.#subscriptions.values()) if (subscription) this.#publisher.remove(subscription);
    this.#subscriptions.clear();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  async #receive(text: string): Promise<void> {
    let id: string | undefined;
    try {
      const caller = await this.#connected;
      if (caller instanceof RequestRefusal) {
        this.#refuseConnection(caller);
        return;
      }
      const message = messageSchema.safeParse(parseJson(text)).data;
      if (!message) throw new RequestRefusal('BadRequestException', 'The message is not understood.');
      id = message.id;
      await this.#handle(message);
    } catch (error) {
      this.#sendError(id, this.#toProblem(error));
    }
  }

  async #handle({ type, id, payload }: z.infer<typeof messageSchema>): Promise<void> {
    switch (type) {
      case 'connection_init':
        this.#sendMessage({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
        this.keepAlive();
        return;
      case 'start':
        await this.#start(id, payload);
        return;
      case 'stop':
        this.#stop(id);
        return;
      default:
        throw new RequestRefusal('UnsupportedOperation', 'Operation not supported through the realtime channel.');
    }
  }

  async #start(id: string | undefined, payload: unknown): Promise<void> {
    if (!id) throw new RequestRefusal('BadRequestException', 'A start message has an id.');
    if (this.#subscriptions.has(id)) {
      throw new RequestRefusal('DuplicatedOperationError', `The operation id ${id} is in use.`);
    }
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      const message = `Max number of ${MOST_SUBSCRIPTIONS} subscriptions reached`;
      throw new RequestRefusal('MaxSubscriptionsReachedError', message);
    }
    const start = startSchema.safeParse(payload).data;
    const operation = start && operationSchema.safeParse(parseJson(start.data)).data;
    if (!start || !operation)
      throw new RequestRefusal('BadRequestException', 'The payload of the start is not understood.');
    const { query, variables, operationName } = operation;
    const subscription: Subscription = {
      ...(await subscribe({
        api: this.#api,
        context: this.#context,
        caller: await this.#authenticate(start),
        headers: headersOf(start.extensions.authorization),
        request: { query, variables: variables ?? {}, operationName: operationName ?? undefined },
      })),
      id,
      deliver: (text) => {
        this.#send(`{"id":${JSON.stringify(id)},"type":"data","payload":${text}}`);
      },
      end: () => {
        this.#stop(id);
      },
    };
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#subscriptions.set(id, subscription);
    this.#publisher.add(subscription);
    this.#sendMessage({ type: 'start_ack', id });
  }

  #stop(id: string | undefined): void {
    const subscription = id === undefined ? undefined : this.#subscriptions.get(id);
    if (!id || !subscription) throw new RequestRefusal('UnknownOperationError', `Unknown operation id ${id ?? ''}`);
    this.#subscriptions.delete(id);
    this.#publisher.remove(subscription);
    this.#sendMessage({ type: 'complete', id });
  }

  #refuseConnection({ errorType, message, status }: RequestRefusal): void {
    const errors: Problem[] = [{ errorType, message, errorCode: status }];
    this.#sendMessage({ type: 'connection_error', payload: { errors } });
    this.#socket.close(1008, errorType);
  }

  #toProblem(error: unknown): Problem {
    if (error instanceof RequestRefusal || error instanceof FieldError) {
      return { errorType: error.errorType, message: error.message };
    }
    const { code, message } = internal(this.#context, error);
    return { errorType: code, message };
  }

  #sendError(id: string | undefined, problem: Problem): void {
    this.#sendMessage({ type: 'error', ...(id !== undefined && { id }), payload: { errors: [problem] } });
  }

  #sendMessage(message: object): void {
    this.#send(JSON.stringify(message));
  }

  #send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    // A client that reads nothing must not fill this process's memory.
    if (this.#socket.bufferedAmount > MOST_BUFFERED_BYTES) this.#socket.terminate();
    else this.#socket.send(text);
  }
}

/** Header names and texts of an authorization object, lower case. */
export const headersOf = (authorization: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(authorization).map(([name, value]) => [name.toLowerCase(), String(value)]));

function parseJson(text: string): unknown {
  if (isTooNested(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
