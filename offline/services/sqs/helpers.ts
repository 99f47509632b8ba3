import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { counts } from './messages.ts';
import type { SqsState } from './state.ts';

const json = (status: number, body: unknown): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const MOST_SHOWN = 500;

/** For people and the inspector: what queues there are, and what is in one, without receiving anything. */
export function createHelpers(state: SqsState) {
  return {
    /** `GET /_offline/queues` */
    queues() {
      const queues = state.queues().sort((a, b) => (a.name < b.name ? -1 : 1));
      return Promise.resolve(
        json(
          200,
          queues.map(({ name, arn, url, fifo, redrive }) => ({
            ...{ name, arn, url, fifo, ...counts(state, name) },
            deadLetterQueue: redrive?.deadLetterTargetArn.split(':').at(-1),
            maxReceiveCount: redrive?.maxReceiveCount,
            deadLetterQueueOf: queues.filter((other) => other.redrive?.deadLetterTargetArn === arn).map((q) => q.name),
          })),
        ),
      );
    },
    /** `GET /_offline/queue?name=N`: oldest first, at most 500 */
    queue({ query }: OfflineRequest) {
      const name = query.get('name') ?? '';
      const queue = state.find(name);
      if (!queue) return Promise.resolve(json(404, { message: `There is no queue ${name}.` }));
      const now = state.context.clock.now();
      const rows = state.store.all('SELECT * FROM message WHERE queue = ? ORDER BY sequence LIMIT ?', name, MOST_SHOWN);
      const messages = rows.map((row) => ({
        messageId: row.id,
        body: row.body,
        attributes: JSON.parse(String(row.attributes)) as unknown,
        state: Number(row.visible) <= now ? 'visible' : row.receipt === null ? 'delayed' : 'in flight',
        receiveCount: row.receives,
        sent: new Date(Number(row.sent)).toISOString(),
        visibleAt: new Date(Number(row.visible)).toISOString(),
        ...(row.message_group !== null && { messageGroupId: row.message_group }),
        ...(row.deduplication !== null && { deduplicationId: row.deduplication }),
        ...(row.source_arn !== null && { deadLetterSource: row.source_arn }),
      }));
      return Promise.resolve(json(200, { name, arn: queue.arn, url: queue.url, ...counts(state, name), messages }));
    },
  };
}
