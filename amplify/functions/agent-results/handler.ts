import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createAgentResultReader } from '#lib/repositories/agent-result';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation } from '#lib/runtime/operation';
import { aggregateDataFromAgents, type ResultPorts } from './aggregate-data.ts';

const env = readEnvironment(['BUCKET_NAME', 'RUN_STEP_TABLE', 'RUN_TABLE']);
const logger = createLogger('agent-results');
const s3 = new S3Client({});

const ports: ResultPorts = {
  results: createAgentResultReader({
    documents: createDocumentClient(),
    runTable: env.RUN_TABLE,
    stepTable: env.RUN_STEP_TABLE,
  }),
  readOutput: async (key) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: env.BUCKET_NAME, Key: key }));
    const text = await Body?.transformToString();
    const output: unknown = JSON.parse(text ?? 'null');
    return output;
  },
};

export const handler = (event: unknown) =>
  answerOperation(event, logger, (call) => aggregateDataFromAgents(call, ports));
