import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { removeUnder } from '../document-cleaner/remove-files.ts';
import { type ProjectCleanerPorts, removeProject } from './remove-project.ts';
import { createTableRows } from './table-rows.ts';

const { BUCKET_NAME } = readEnvironment(['BUCKET_NAME']);
const logger = createLogger('project-cleaner');
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });

/** As amplify/data/grants.ts names it. */
function tableOf(model: string): string {
  const variable = `${model.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`;
  return Object.values(readEnvironment([variable])).join('');
}

const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const standingSchema = z.object({ createdAt: z.string() });

const ports: ProjectCleanerPorts = {
  rows: createTableRows(documents, tableOf),
  async standingSince(id) {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableOf('Project'), Key: { id }, ConsistentRead: true }),
    );
    return Item && standingSchema.parse(Item).createdAt;
  },
  now: () => new Date(),
  removeFiles: (prefix, until) => removeUnder(s3, BUCKET_NAME, prefix, until),
};

const imageSchema = z.object({ id: z.string(), organization: z.string() });

/** The stream's own form is trusted; what is in it is parsed once it is plain. */
const attributesSchema = z.custom<Record<string, AttributeValue>>(
  (value: unknown) => typeof value === 'object' && value !== null,
);

/** Removes what projects leave behind when they are deleted. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const { eventName, dynamodb } of event.Records) {
    try {
      if (eventName !== 'REMOVE' || !dynamodb?.OldImage) continue;
      const project = imageSchema.parse(unmarshall(attributesSchema.parse(dynamodb.OldImage)));
      logger.info('removed', { projectId: project.id, ...(await removeProject(project, ports)) });
    } catch (error) {
      logger.error('a project was not removed whole', error instanceof Error ? error : String(error));
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};
