import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const artifactSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  name: z.string(),
  kind: z.string(),
  key: z.string(),
  contentType: z.string(),
  size: z.number(),
  sha256: z.string(),
  version: z.number(),
});
export type ArtifactRecord = z.infer<typeof artifactSchema>;

/** Reads the records of files that agents made. */
export function createArtifactReader(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  return {
    async get(id: string): Promise<ArtifactRecord | undefined> {
      const { Item } = await ports.documents.send(
        new GetCommand({ TableName: ports.tableName, Key: { id }, ConsistentRead: true }),
      );
      return Item ? artifactSchema.parse(Item) : undefined;
    },
  };
}

const created = writeDocument('create', 'Artifact');
const updated = writeDocument('update', 'Artifact');

/** Records a file, over the record of an earlier version; a later version that is there already stays. */
export async function saveArtifact(graphql: GraphqlRequest, artifact: ArtifactRecord): Promise<void> {
  try {
    await graphql(created.field, created.document, { input: artifact });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    const condition = { version: { le: artifact.version } };
    try {
      await graphql(updated.field, updated.document, { input: artifact, condition });
    } catch (again) {
      if (!isConditionFailure(again)) throw again;
    }
  }
}
