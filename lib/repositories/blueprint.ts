import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
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

const created = writeDocument('create', 'Blueprint');

/** Versions of the blueprints that organizations drew; a version is never changed. */
export function createBlueprintReader(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  return {
    async latest(organization: string, blueprintId: string): Promise<StoredBlueprint | undefined> {
      const { Items = [] } = await ports.documents.send(
        new QueryCommand({
          TableName: ports.tableName,
          KeyConditionExpression: 'organization = :organization AND begins_with(#sort, :blueprint)',
          ExpressionAttributeNames: { '#sort': 'blueprintId#version' },
          ExpressionAttributeValues: { ':organization': organization, ':blueprint': `${blueprintId}#` },
          ConsistentRead: true,
        }),
      );
      const versions = Items.map((item) => recordSchema.parse(item));
      return versions.toSorted((one, other) => other.version - one.version)[0];
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
