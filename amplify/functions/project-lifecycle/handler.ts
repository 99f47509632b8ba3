import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { recordAuditEvent } from '#lib/repositories/audit-event';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { auditEventOf, changeOf, eventOf } from './change.ts';

const env = readEnvironment(['DATA_ENDPOINT', 'BUS_NAME']);
const logger = createLogger('project-lifecycle');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const publish = createEventPublisher(env.BUS_NAME);

/** Tells the bus and the audit log what happened to projects, in the order in which it happened. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const record of event.Records) {
    try {
      const change = changeOf(record);
      if (!change) continue;
      await recordAuditEvent(graphql, auditEventOf(change));
      await publish([eventOf(change)]);
    } catch (error) {
      logger.error('a change was not told', error instanceof Error ? error : String(error));
      // This one and all after it come again, so the order holds.
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};
