import { WebSocket } from 'ws';
import type { BenchBackend } from './backend.ts';

type Subscription = { query: string; variables: Record<string, unknown> };
type Message = {
  type: string;
  payload?: { data?: Record<string, { description?: string } | undefined> };
};

/**
 * Sockets with one subscription each. `deliveries` answers the milliseconds that each event took: whoever writes puts
 * `at <performance.now()>` at the end of the description, in this process.
 */
export async function openSockets(
  backend: Pick<BenchBackend, 'url' | 'token'>,
  count: number,
  subscription: (index: number) => Subscription,
): Promise<{ deliveries(): number[]; close(): void }> {
  const arrivals: number[] = [];
  const sockets: WebSocket[] = [];
  for (let index = 0; index < count; index += 50) {
    const batch = Array.from({ length: Math.min(50, count - index) }, (_, offset) =>
      open(backend, subscription(index + offset), arrivals),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return {
    deliveries: () => arrivals,
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

function open(
  { url, token }: Pick<BenchBackend, 'url' | 'token'>,
  { query, variables }: Subscription,
  arrivals: number[],
): Promise<WebSocket> {
  const { host } = new URL(url);
  const authorization = { host, Authorization: token };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64');
  const socket = new WebSocket(
    `${url.replace(/^http/i, 'ws')}/realtime?header=${encodeURIComponent(header)}&payload=e30=`,
    'graphql-ws',
  );
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init' }));
    });
    socket.on('message', (raw: Buffer) => {
      const message = JSON.parse(raw.toString()) as Message;
      if (message.type === 'connection_ack') {
        const payload = { data: JSON.stringify({ query, variables }), extensions: { authorization } };
        socket.send(JSON.stringify({ id: '1', type: 'start', payload }));
      } else if (message.type === 'start_ack') {
        resolve(socket);
      } else if (message.type === 'data') {
        const [record] = Object.values(message.payload?.data ?? {});
        const sentAt = Number(/at (\d+\.?\d*)$/.exec(record?.description ?? '')?.[1]);
        if (sentAt > 0) arrivals.push(performance.now() - sentAt);
      } else if (message.type === 'error') {
        reject(new Error(raw.toString()));
      }
    });
  });
}
