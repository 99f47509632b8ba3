import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';
import { storedJson } from './stored-json.ts';

const recordSchema = z.object({
  organization: z.string(),
  blueprintId: z.string(),
  version: z.number(),
  name: z.string(),
  purpose: z.nullish(z.string()),
  definition: storedJson,
  createdBy: z.nullish(z.string()),
  createdByEmail: z.nullish(z.string()),
  createdAt: z.optional(z.string()),
  updatedAt: z.optional(z.string()),
});
export type StoredBlueprint = z.infer<typeof recordSchema>;

const versionSchema = z.object({ version: z.number() });
const sortKey = 'blueprintId#version';

const created = writeDocument('create', 'Blueprint');

/** Versions of the blueprints that organizations drew; a version is never changed. */
export function createBlueprintReader(ports: { readonly documents: Documents; readonly tableName: string }) {
  const { documents, tableName } = ports;

  /** The sort key orders versions as text, 10 before 9: all of their numbers are read. */
  async function latestVersion(organization: string, blueprintId: string): Promise<number | undefined> {
    let highest: number | undefined;
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.query({
        TableName: tableName,
        KeyConditionExpression: 'organization = :organization AND begins_with(#sort, :blueprint)',
        ProjectionExpression: '#version',
        ExpressionAttributeNames: { '#sort': sortKey, '#version': 'version' },
        ExpressionAttributeValues: { ':organization': organization, ':blueprint': `${blueprintId}#` },
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      for (const item of Items) highest = Math.max(highest ?? 0, z.parse(versionSchema, item).version);
      start = LastEvaluatedKey;
    } while (start);
    return highest;
  }

  return {
    /** The version with the highest number. */
    async latest(organization: string, blueprintId: string): Promise<StoredBlueprint | undefined> {
      const version = await latestVersion(organization, blueprintId);
      if (version === undefined) return undefined;
      const { Items = [] } = await documents.query({
        TableName: tableName,
        KeyConditionExpression: 'organization = :organization AND #sort = :sort',
        ExpressionAttributeNames: { '#sort': sortKey },
        ExpressionAttributeValues: { ':organization': organization, ':sort': `${blueprintId}#${version}` },
        ConsistentRead: true,
      });
      return recordSchema.parse(Items[0]);
    },
  };
}

/** Stores a version. False: somebody else has saved it meanwhile. */
export async function saveBlueprintVersion(graphql: GraphqlRequest, blueprint: StoredBlueprint): Promise<unknown> {
  try {
    const input = { ...blueprint, definition: JSON.stringify(blueprint.definition) };
    return await graphql(created.field, created.document, { input });
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}
