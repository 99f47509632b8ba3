import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { WebSocket } from 'ws';
import { compare, median, type Work } from './compare.ts';
import { GraphqlLoad } from './graphql-client.ts';
import type { Measurement } from './measurement.ts';
import { hasJava, installPeers, type Peer, peers } from './peers/processes.ts';
import { API_KEY, TABLE_INPUT } from './peers/todo-api.ts';

const CREATE = 'mutation($input: CreateTodoInput!) { createTodo(input: $input) { id name done createdAt } }';
const GET = 'query($id: ID!) { getTodo(id: $id) { id name done createdAt } }';
const LIST = 'query { listTodos(limit: 100) { items { id name done createdAt } nextToken } }';
const SUBSCRIBE = 'subscription { onCreateTodo { id name done createdAt } }';
const DELIVERIES = 50;

async function ask({ endpoint }: Peer, query: string, variables: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${endpoint}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

type Works = Readonly<Record<'create' | 'get' | 'list', Work>>;

async function workOn(peer: Peer): Promise<Works & { close(): void }> {
  const load = new GraphqlLoad(`${peer.endpoint}/graphql`, { 'x-api-key': API_KEY });
  const names = Array.from({ length: 100 }, (_, index) => `Bench ${index}`);
  const ids = await Promise.all(
    names.map(async (name) => {
      const { createTodo } = await ask(peer, CREATE, { input: { name, done: false } });
      return (createTodo as { id: string }).id;
    }),
  );
  return {
    create: load.work(
      names.map((name) => ({ query: CREATE, variables: { input: { name, done: false } }, holds: `"name":"${name}"` })),
    ),
    get: load.work(ids.map((id) => ({ query: GET, variables: { id }, holds: `"id":"${id}"` }))),
    list: load.work([{ query: LIST, holds: '"items":[{"id":"', check: isHundred }]),
    close: () => {
      load.close();
    },
  };
}

function isHundred({ listTodos }: Record<string, unknown>): void {
  const { items } = listTodos as { items: unknown[] };
  if (items.length !== 100) throw new Error(`A list has ${items.length} items instead of 100.`);
}

/** Milliseconds from the mutation's start to the arrival of each event, over AppSync's realtime protocol. */
async function deliveries(peer: Peer): Promise<number[]> {
  const host = new URL(peer.endpoint).host;
  const header = Buffer.from(JSON.stringify({ host, 'x-api-key': API_KEY })).toString('base64');
  const socket = new WebSocket(
    `ws://${host}/graphql/realtime?header=${encodeURIComponent(header)}&payload=e30=`,
    'graphql-ws',
  );
  const waiting = new Map<string, (message: { payload?: { data?: { onCreateTodo?: { name: string } } } }) => void>();
  socket.on('message', (raw: Buffer) => {
    const message = JSON.parse(raw.toString()) as {
      type: string;
      payload?: { data?: { onCreateTodo?: { name: string } } };
    };
    const key = message.type === 'data' ? (message.payload?.data?.onCreateTodo?.name ?? '') : message.type;
    waiting.get(key)?.(message);
  });
  const next = (key: string) => new Promise<unknown>((resolve) => waiting.set(key, resolve));
  const opened = new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await opened;
  const connected = next('connection_ack');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await connected;
  const subscribed = next('start_ack');
  socket.send(
    JSON.stringify({
      id: 'one',
      type: 'start',
      payload: {
        data: JSON.stringify({ query: SUBSCRIBE, variables: {} }),
        extensions: { authorization: { host, 'x-api-key': API_KEY } },
      },
    }),
  );
  await subscribed;
  const names = Array.from({ length: DELIVERIES }, (_, index) => `Delivery ${index}`);
  const load = new GraphqlLoad(`${peer.endpoint}/graphql`, { 'x-api-key': API_KEY });
  const create = load.work(
    names.map((name) => ({ query: CREATE, variables: { input: { name } }, holds: `"name":"${name}"` })),
  );
  const samples: number[] = [];
  for (const [index, name] of names.entries()) {
    const began = performance.now();
    const arrived = next(name).then(() => samples.push(performance.now() - began));
    await Promise.all([arrived, create(index)]);
  }
  load.close();
  socket.close();
  return samples;
}

async function faceDelivery(ours: Peer, other: Peer): Promise<Measurement> {
  const rounds: { mine: number; theirs: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    rounds.push({ mine: median(await deliveries(ours)), theirs: median(await deliveries(other)) });
  }
  const ratios = rounds.map(({ mine, theirs }) => theirs / mine);
  return {
    name: 'subscription: mutation to delivery, p50',
    unit: 'ms',
    value: median(rounds.map(({ mine }) => mine)),
    peer: { name: other.name, value: median(rounds.map(({ theirs }) => theirs)) },
    ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
    goal: '× 5',
  };
}

/** The same API with the same templates on both; the peer's database is DynamoDB Local, which needs Java. */
export const graphqlPeers = {
  title: 'GraphQL beside amplify-appsync-simulator with DynamoDB Local (what amplify mock is), 20 concurrent',
  async measure(): Promise<Measurement[]> {
    if (!hasJava()) throw new Error('DynamoDB Local needs Java: apt-get install default-jre-headless, then again.');
    installPeers();
    const ours = await peers.ours();
    const database = await peers.dynamodbLocal();
    for (const { endpoint, name } of [ours, database]) {
      const key = name === 'ours' ? 'offline' : 'fake';
      const credentials = { accessKeyId: key, secretAccessKey: key };
      const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
      await client.send(new CreateTableCommand(TABLE_INPUT));
    }
    const simulator = await peers.appsyncSimulator(database.endpoint);
    const other = { ...simulator, pids: [...simulator.pids, ...database.pids] };
    try {
      const [mine, theirs] = [await workOn(ours), await workOn(other)];
      const goal = '× 10 throughput';
      const found: Measurement[] = [];
      for (const [name, count, peerCount] of [
        ['create', 2000, 200],
        ['get', 4000, 400],
        ['list', 600, 100],
      ] as const) {
        const workload = { name: name === 'list' ? 'list 100' : name, count, peerCount, goal };
        found.push(...(await compare(workload, { peer: ours, work: mine[name] }, { peer: other, work: theirs[name] })));
      }
      mine.close();
      theirs.close();
      return [...found, await faceDelivery(ours, other)];
    } finally {
      await Promise.all([simulator.stop(), database.stop(), ours.stop()]);
    }
  },
};
