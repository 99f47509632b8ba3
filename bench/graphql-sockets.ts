import { WebSocket } from 'ws';
import { type BenchBackend, cpuSeconds, request, residentMebibytes } from './backend.ts';
import type { Measurement } from './measurement.ts';
import { percentile } from './statistics.ts';

const SOCKETS = 1000;
const AT_ONCE = 50;
const MUTATIONS = 20;
const PAUSE_MS = 100;

const CREATE =
  'mutation($input: CreateProjectInput!) { createProject(input: $input) { id name organization status createdAt } }';
const LISTEN = `subscription { onCreateProject(filter: { organization: { eq: "demo" } }) {
  id name organization status createdAt } }`;

type Message = { type: string; payload?: { data?: { onCreateProject?: { name: string } } } };

/** Opens a socket and subscribes; `heard` gets the name in each delivery. */
function subscribe({ url, token }: BenchBackend, heard: (name: string) => void): Promise<WebSocket> {
  const authorization = { host: new URL(url).host, Authorization: token };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send('{"type":"connection_init"}');
    });
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as Message;
      if (type === 'connection_ack') {
        const start = { data: JSON.stringify({ query: LISTEN }), extensions: { authorization } };
        socket.send(JSON.stringify({ id: '1', type: 'start', payload: start }));
      } else if (type === 'start_ack') resolve(socket);
      else if (type === 'data') heard(payload?.data?.onCreateProject?.name ?? '');
      else if (type === 'error') reject(new Error(data.toString()));
    });
  });
}

/** Delivery to a thousand subscribed sockets, each of which wants every message. */
export async function measureSockets(backend: BenchBackend): Promise<Measurement[]> {
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  let done = () => {};
  const all = new Promise<void>((resolve) => (done = resolve));
  const heard = (name: string) => {
    const sent = sentAt.get(name);
    if (sent !== undefined) samples.push(performance.now() - sent);
    if (samples.length === SOCKETS * MUTATIONS) done();
  };
  const before = residentMebibytes(backend.pid);
  const sockets: WebSocket[] = [];
  while (sockets.length < SOCKETS) {
    sockets.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => subscribe(backend, heard)))));
  }
  const after = residentMebibytes(backend.pid);
  const cpu = cpuSeconds(backend.pid);
  for (let n = 0; n < MUTATIONS; n += 1) {
    const name = `Delivered ${n}`;
    sentAt.set(name, performance.now());
    await request(backend, CREATE, { input: { organization: 'demo', name } });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await all;
  const perDelivery = ((cpuSeconds(backend.pid) - cpu) * 1_000_000) / samples.length;
  for (const socket of sockets) socket.terminate();
  const what = `delivery to ${SOCKETS} sockets`;
  return [
    { name: `${what}: p50`, value: percentile(samples, 0.5), unit: 'ms' },
    { name: `${what}: p95`, value: percentile(samples, 0.95), unit: 'ms', goal: 'p95 ≤ 200 ms' },
    { name: `${what}: CPU of the backend`, value: perDelivery, unit: 'µs/delivery' },
    { name: `${what}: memory`, value: ((after - before) * 1024) / SOCKETS, unit: 'KiB/socket' },
  ];
}
