import {
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from '../clients.ts';
import { type Actor, Ambiguous, type Step } from './actor.ts';

const TableName = 'items';
const COUNTERS = 8;

/** Counters, pairs written in one transaction, batches, and fresh items whose stream records a function takes. */
export function items(name: string): Actor {
  const counters = new Ambiguous<number>();
  const counts = new Map<string, number>();
  const pairs = new Ambiguous<number>();
  const fresh: string[] = [];
  let version = 0;

  const read = async ({ dynamodb }: Clients, id: string) =>
    (await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }))).Item;

  const increment = async ({ clients, random }: Step) => {
    const id = `${name}/counter-${Math.floor(random() * COUNTERS)}`;
    const next = (counts.get(id) ?? 0) + 1;
    counters.begin(id, next);
    await clients.dynamodb.send(
      new UpdateItemCommand({
        ...{ TableName, Key: { id: { S: id } }, UpdateExpression: 'ADD amount :one' },
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    counters.acknowledge(id, next);
    counts.set(id, next);
  };
  const writePair = async ({ clients, random }: Step) => {
    const id = `${name}/pair-${Math.floor(random() * COUNTERS)}`;
    version += 1;
    const value = version;
    pairs.begin(id, value);
    const put = (side: string) => ({
      Put: { TableName, Item: { id: { S: `${id}/${side}` }, amount: { N: String(value) } } },
    });
    await clients.dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put('left'), put('right')] }));
    pairs.acknowledge(id, value);
  };
  const create = async ({ clients }: Step) => {
    version += 1;
    const id = `${name}/fresh-${version}`;
    await clients.dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
    fresh.push(id);
  };
  const createBatch = async ({ clients }: Step) => {
    version += 1;
    const ids = Array.from({ length: 10 }, (_, index) => `${name}/batch-${version}-${index}`);
    const { UnprocessedItems } = await clients.dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: ids.map((id) => ({ PutRequest: { Item: { id: { S: id } } } })) },
      }),
    );
    const left = new Set((UnprocessedItems?.[TableName] ?? []).map((one) => one.PutRequest?.Item?.id?.S));
    fresh.push(...ids.filter((id) => !left.has(id)));
  };
  const kinds = [increment, writePair, create, createBatch];

  return {
    name,
    step: (step) => (kinds[Math.floor(step.random() * kinds.length)] ?? increment)(step),
    async check(clients) {
      const problems: (string | undefined)[] = [];
      for (const id of counters.keys()) {
        const item = await read(clients, id);
        const found = item && Number(item.amount?.N);
        problems.push(counters.settle(id, found));
        counts.set(id, found ?? 0);
      }
      for (const id of pairs.keys()) {
        const [left, right] = await Promise.all([read(clients, `${id}/left`), read(clients, `${id}/right`)]);
        if (left?.amount?.N !== right?.amount?.N) {
          problems.push(`${id} is torn: ${left?.amount?.N} and ${right?.amount?.N} were written in one transaction`);
        }
        problems.push(pairs.settle(id, left && Number(left.amount?.N)));
      }
      for (const id of fresh.slice(-50)) {
        if (!(await read(clients, id))) problems.push(`${id} was acknowledged and is gone`);
      }
      return problems.filter((problem) => problem !== undefined);
    },
    expected: () => fresh.map((id) => `stream/${id}`),
  };
}
