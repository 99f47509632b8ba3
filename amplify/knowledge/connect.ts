import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { embeddingModelIds } from '../../lib/knowledge/embedders/bedrock-embedder.ts';
import type { Messaging } from '../messaging/resource.ts';
import { connectConsumer } from '../messaging/rules.ts';

const statusIs = (status: string) => FilterCriteria.filter({ dynamodb: { NewImage: { status: { S: [status] } } } });
const isRemoved = FilterCriteria.filter({ eventName: ['REMOVE'] });

/** What of each table the indexer is told. */
const heard = {
  Document: [isRemoved],
  KnowledgeBase: [isRemoved, statusIs('SYNCING')],
  KnowledgeSource: [statusIs('PENDING')],
} as const;

/**
 * Connects the functions of knowledge bases: files of documents, models that make vectors, and what the indexer hears.
 * The reader leads conversations, for which it reads what documents say.
 */
export function connectKnowledge(
  {
    operations,
    indexer,
    reader,
  }: { readonly operations: LambdaFunction; readonly indexer: LambdaFunction; readonly reader: LambdaFunction },
  {
    tableOf,
    bucket,
    messaging,
  }: {
    readonly tableOf: (model: keyof typeof heard) => ITable;
    readonly bucket: IBucket;
    readonly messaging: Messaging;
  },
): void {
  const stack = Stack.of(indexer);
  const bedrock = (resource: string, resourceName: string, account?: string) =>
    stack.formatArn({
      ...{ service: 'bedrock', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME },
      ...(account === undefined ? {} : { account }),
    });
  const models = Object.values(embeddingModelIds).map((id) => bedrock('foundation-model', id, ''));
  for (const fn of [operations, indexer, reader]) {
    const files = fn === reader ? 'documents/*/chunks.json' : 'documents/*';
    fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(files)] }));
    // Listing is what makes S3 say that a file is missing instead of forbidden.
    fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
    fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
    if (fn !== reader) fn.addToRolePolicy(new PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: models }));
  }
  operations.addToRolePolicy(
    new PolicyStatement({ actions: ['bedrock:Retrieve'], resources: [bedrock('knowledge-base', '*')] }),
  );
  const written = ['chunks.json', 'vectors-*.json'].map((file) => bucket.arnForObjects(`documents/*/${file}`));
  indexer.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: written }));

  connectConsumer('knowledgeIndexer', indexer, messaging);
  const { queueArn } = messaging.deadLetters.knowledgeIndexer;
  const deadLetters = Queue.fromQueueArn(stack, 'knowledgeIndexerStreamDeadLetters', queueArn);
  for (const [model, filters] of Object.entries(heard) as [keyof typeof heard, (typeof heard)[keyof typeof heard]][]) {
    indexer.addEventSource(
      new DynamoEventSource(tableOf(model), {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        retryAttempts: 3,
        reportBatchItemFailures: true,
        filters: [...filters],
        onFailure: new SqsDlq(deadLetters),
      }),
    );
  }
}
