import * as z from 'zod/mini';
import { consumers } from '#lib/domain/events/consumers';
import { parseEvent } from '#lib/domain/events/registry';
import { createRunReader } from '#lib/repositories/run';
import { createRunStepReader } from '#lib/repositories/run-step-reader';
import { recordUsage } from '#lib/repositories/usage-record';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { usageRecordOf } from './usage-record-of.ts';

const env = readEnvironment(['DATA_ENDPOINT', 'RUN_STEP_TABLE', 'RUN_TABLE']);
const logger = createLogger('usage-recorder');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const runs = createRunReader({ documents, tableName: env.RUN_TABLE });
const steps = createRunStepReader({ documents, tableName: env.RUN_STEP_TABLE });

const named = z.object({ 'detail-type': z.enum(consumers.usageRecorder.map(({ event }) => event)) });

/** Writes down what a run that is over used and cost; one that was retried is written again. */
export const handler = async (event: unknown): Promise<void> => {
  const { orchestrationId, correlationId } = parseEvent(named.parse(event)['detail-type'], event);
  logger.appendKeys({ correlationId, runId: orchestrationId });
  const run = await runs.get(orchestrationId);
  if (!run) {
    logger.info('the run is gone');
    return;
  }
  await recordUsage(graphql, usageRecordOf(run, await steps.listByRun(run.id), new Date()));
};
