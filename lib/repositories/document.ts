import * as z from 'zod/mini';
import { type Recognition, recognitionSchema } from '#lib/domain/document/recognition';
import { documentKinds, documentStatuses } from '#lib/domain/document/states';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

/** As the table has it, and as the API gives it. */
const json = z.pipe(
  z.transform((value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)),
  z.nullish(recognitionSchema),
);

const recordSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  name: z.string(),
  contentType: z.string(),
  size: z.number(),
  kind: z.nullish(z.enum(documentKinds)),
  status: z.enum(documentStatuses),
  format: z.nullish(z.string()),
  etag: z.nullish(z.string()),
  sha256: z.nullish(z.string()),
  uploadId: z.nullish(z.string()),
  attempts: z.nullish(z.number()),
  recognition: z.optional(json),
  reasonCode: z.nullish(z.string()),
  reason: z.nullish(z.string()),
  title: z.nullish(z.string()),
  language: z.nullish(z.string()),
  pages: z.nullish(z.number()),
  blocks: z.nullish(z.number()),
  characters: z.nullish(z.number()),
  metadata: z.nullish(z.unknown()),
  warnings: z.nullish(z.array(z.string())),
  uploadedBy: z.nullish(z.string()),
  uploadedByEmail: z.nullish(z.string()),
  uploadedAt: z.nullish(z.string()),
  processedAt: z.nullish(z.string()),
  correlationId: z.nullish(z.string()),
  createdAt: z.nullish(z.string()),
  updatedAt: z.nullish(z.string()),
});
export type DocumentRecord = z.infer<typeof recordSchema>;

/** What changes of a document once it is there. `metadata` is stored as JSON. */
export type DocumentUpdate = Partial<
  Omit<
    DocumentRecord,
    'id' | 'organization' | 'projectId' | 'name' | 'metadata' | 'recognition' | 'createdAt' | 'updatedAt'
  >
> & { readonly metadata?: Readonly<Record<string, string>>; readonly recognition?: Recognition };

const created = writeDocument('create', 'Document');
const updated = writeDocument('update', 'Document');

interface ReadPorts {
  readonly documents: Documents;
  readonly tableName: string;
}

/** Documents as they stand in the table. */
export function createDocumentReader({ documents, tableName }: ReadPorts) {
  return {
    async get(id: string): Promise<DocumentRecord | undefined> {
      const { Item } = await documents.get({ TableName: tableName, Key: { id }, ConsistentRead: true });
      return Item ? recordSchema.parse(Item) : undefined;
    },
  };
}

/** The same, with the writes, which go through the API so that pages see them. */
export function createDocumentRepository({ graphql, ...read }: ReadPorts & { readonly graphql: GraphqlRequest }) {
  return {
    ...createDocumentReader(read),

    async create(record: DocumentRecord): Promise<DocumentRecord> {
      return recordSchema.parse(await graphql(created.field, created.document, { input: record }));
    },

    /**
     * Updates a document that still has the status and the count of attempts that were read. Undefined: it has moved
     * on, or is gone.
     */
    async updateFrom(
      read: Pick<DocumentRecord, 'id' | 'status' | 'attempts'>,
      { metadata, recognition, ...update }: DocumentUpdate,
    ): Promise<DocumentRecord | undefined> {
      const input = {
        id: read.id,
        ...update,
        ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
        ...(recognition ? { recognition: JSON.stringify(recognition) } : {}),
      };
      const condition = { status: { eq: read.status }, attempts: { eq: read.attempts ?? 0 } };
      try {
        return recordSchema.parse(await graphql(updated.field, updated.document, { input, condition }));
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },
  };
}

export type DocumentRepository = ReturnType<typeof createDocumentRepository>;
