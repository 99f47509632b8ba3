import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createApprovalRepository } from '#lib/repositories/approval';
import { createDeadLetterRepository } from '#lib/repositories/dead-letter';
import { notifyPeople } from '#lib/repositories/notification';
import { createRunRepository } from '#lib/repositories/run';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { createBackoff, createQueueSender } from '#lib/runtime/queue';
import type { SupervisorPorts } from './ports.ts';
import { processBatch } from './process-batch.ts';

const env = readEnvironment([
  'APPROVAL_TABLE',
  'BUS_NAME',
  'DATA_ENDPOINT',
  'DEAD_LETTER_TABLE',
  'RUN_TABLE',
  'SUPERVISOR_QUEUE_URL',
  'WORKER_QUEUE_URL',
]);
const logger = createLogger('supervisor');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const send = createQueueSender();
const backOff = createBackoff(env.SUPERVISOR_QUEUE_URL);

const ports: SupervisorPorts = {
  runs: createRunRepository({ graphql, documents, tableName: env.RUN_TABLE }),
  approvals: createApprovalRepository({ graphql, documents, tableName: env.APPROVAL_TABLE }),
  notify: (notification) => notifyPeople(graphql, notification),
  publish: createEventPublisher(env.BUS_NAME),
  assign: (assignments) =>
    send(
      env.WORKER_QUEUE_URL,
      assignments.map(({ message, delaySeconds }) => ({ body: message, delaySeconds })),
    ),
  deadLetters: createDeadLetterRepository({ documents, tableName: env.DEAD_LETTER_TABLE, now: () => new Date() }),
  now: () => new Date(),
  logger,
};

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const failed = await processBatch(event.Records, ports, Number(context.memoryLimitInMB));
  try {
    await backOff(event.Records.filter(({ messageId }) => failed.includes(messageId)));
  } catch (error) {
    logger.warn('failed messages come back late', error instanceof Error ? error : String(error));
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
