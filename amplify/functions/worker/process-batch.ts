import type { SQSRecord } from 'aws-lambda';
import { workerMessageSchema } from '#lib/domain/run/worker-message';
import type { WorkerPorts } from './ports.ts';
import { processTask } from './process-task.ts';
import { shareTime } from './share-time.ts';

/** What a call of the function gives to its batch. */
interface BatchCall {
  readonly remainingMs: () => number;
  readonly memoryMb: number;
  /** Has a message come again after so many seconds, not after the queue's visibility timeout. */
  readonly comeBack: (record: SQSRecord, seconds: number) => Promise<void>;
}

const longestBackoffSeconds = 300;

/**
 * Works on the messages of a batch at the same time, each for itself.
 * @returns the ids of the messages that are to come again.
 */
export async function processBatch(
  records: readonly SQSRecord[],
  ports: WorkerPorts,
  call: BatchCall,
): Promise<string[]> {
  const { remainingMs, memoryMb } = call;
  const begunAt = ports.now();
  const shared = {
    ...{ remainingMs, memoryMb, batchSize: records.length, joinShare: shareTime(ports.now) },
    ageMs: () => ports.now() - begunAt,
    lines: { active: records.length },
  };
  const failed = await Promise.all(
    records.map(async (record) => {
      try {
        const message = workerMessageSchema.parse(JSON.parse(record.body));
        const isAgain = message.isAgain === true || Number(record.attributes.ApproximateReceiveCount) > 1;
        const stayHidden = (seconds: number) => call.comeBack(record, seconds);
        // Whatever stands in for the message says so, too.
        const asked = isAgain ? { ...message, isAgain } : message;
        await processTask(asked, { ...shared, isAgain, stayHidden }, ports);
        return [];
      } catch (error) {
        ports.logger.error('a message is to come again', error instanceof Error ? error : String(error));
        await postpone(record, ports, call);
        return [record.messageId];
      }
    }),
  );
  return failed.flat();
}

async function postpone(record: SQSRecord, ports: WorkerPorts, { comeBack }: BatchCall): Promise<void> {
  const received = Number(record.attributes.ApproximateReceiveCount);
  try {
    await comeBack(record, Math.min(longestBackoffSeconds, 2 * 4 ** (received - 1)));
  } catch (error) {
    ports.logger.warn(
      'not put off: it comes after the visibility timeout',
      error instanceof Error ? error : String(error),
    );
  }
}
