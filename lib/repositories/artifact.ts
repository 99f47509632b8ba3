import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

export interface ArtifactRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: string;
  readonly key: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Of what the file was made from. */
  readonly version: number;
  /** The step or branch of a run that made it. */
  readonly runId?: string;
  readonly stepId?: string;
}

const foundSchema = z.object({
  organization: z.string(),
  projectId: z.string(),
  key: z.string(),
  version: z.number(),
});

/** Where a file lies, by the id of its record; undefined where there is none. */
export async function findArtifact(
  { documents, tableName }: { readonly documents: Documents; readonly tableName: string },
  id: string,
): Promise<z.infer<typeof foundSchema> | undefined> {
  const { Item } = await documents.get({ TableName: tableName, Key: { id }, ConsistentRead: true });
  return Item ? foundSchema.parse(Item) : undefined;
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
