import { WebSocket } from 'ws';

const SUBSCRIBE = `subscription($runId: ID!) { onRunEvent(runId: $runId) { runId version status } }`;

/** `version` is that of the run's record, and 0 where a step's record was written. */
type RunEvent = { readonly runId: string; readonly version: number; readonly status: string };
type Message = { id?: string; type: string; payload?: { data?: { onRunEvent?: RunEvent } } };

/** Listens to runs on one socket, one subscription for each. */
export class RunEvents {
  readonly #socket: WebSocket;
  readonly #authorization: object;
  readonly #waiting = new Map<string, (message: Message) => void>();

  private constructor(socket: WebSocket, authorization: object) {
    this.#socket = socket;
    this.#authorization = authorization;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    });
  }

  static open({ url, token }: { url: string; token: string }): Promise<RunEvents> {
    const authorization = { host: new URL(url).host, Authorization: token };
    const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
    const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      socket.once('message', () => resolve(new RunEvents(socket, authorization)));
    });
  }

  /** Resolves once the subscription stands, with what resolves when the run is at rest. */
  listen(runId: string): Promise<{ readonly status: Promise<string> }> {
    return new Promise((resolve, reject) => {
      let rest: (status: string) => void = () => undefined;
      const status = new Promise<string>((ended) => (rest = ended));
      this.#waiting.set(runId, ({ type, payload }) => {
        if (type === 'start_ack') resolve({ status });
        else if (type === 'error') reject(new Error(`No subscription: ${JSON.stringify(payload)}`));
        else if (type === 'data') {
          const event = payload?.data?.onRunEvent;
          if (event && event.version > 0 && event.status !== 'RUNNING') rest(event.status);
        }
      });
      const data = JSON.stringify({ query: SUBSCRIBE, variables: { runId } });
      const extensions = { authorization: this.#authorization };
      this.#socket.send(JSON.stringify({ id: runId, type: 'start', payload: { data, extensions } }));
    });
  }

  forget(runId: string): void {
    this.#waiting.delete(runId);
    this.#socket.send(JSON.stringify({ id: runId, type: 'stop' }));
  }

  close(): void {
    this.#socket.terminate();
  }
}
