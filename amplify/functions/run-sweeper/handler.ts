import { createRunReader } from '#lib/repositories/run';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { createQueueSender } from '#lib/runtime/queue';

const env = readEnvironment(['RUN_TABLE', 'SUPERVISOR_QUEUE_URL']);
const logger = createLogger('run-sweeper');
const runs = createRunReader({ documents: createDocumentClient(), tableName: env.RUN_TABLE });
const send = createQueueSender();

/** So many runs a minute; those that are left are due a minute later still. */
const limit = 1000;

/** Wakes the supervisor for the runs whose attempts, delays or gates are due. */
export const handler = async (): Promise<void> => {
  const due = await runs.listDue(Date.now(), limit);
  await send(
    env.SUPERVISOR_QUEUE_URL,
    due.map((runId) => ({ body: { kind: 'ticked', runId }, delaySeconds: 0 })),
  );
  if (due.length > 0) logger.info('runs are due', { count: due.length });
};
