import * as z from 'zod/mini';
import { parseEvent } from '#lib/domain/events/registry';

const text = z.object({ S: z.string() });
const image = z.object({
  id: z.optional(text),
  knowledgeBaseId: z.optional(text),
  documentId: z.optional(text),
  status: z.optional(text),
});
const streamSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      eventSourceARN: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.optional(z.string()),
        NewImage: z.optional(image),
        OldImage: z.optional(image),
      }),
    }),
  ),
});
const delivered = z.object({ 'detail-type': z.literal('document.processed') });

/** What the indexer is asked to do. */
export type IndexerWork =
  | { readonly kind: 'document'; readonly documentId: string }
  | { readonly kind: 'pending'; readonly knowledgeBaseId: string; readonly documentId: string }
  | { readonly kind: 'sync'; readonly knowledgeBaseId: string }
  | { readonly kind: 'forget-document'; readonly documentId: string }
  | { readonly kind: 'forget-knowledge-base'; readonly knowledgeBaseId: string };

/** Of a stream's records, what is to be done, each with the number that names it when it fails. */
export interface StreamWork {
  readonly sequenceNumber: string;
  readonly work: IndexerWork;
}

/** The tables that are listened to, by their ARNs' names. */
export interface Tables {
  readonly documents: string;
  readonly knowledgeBases: string;
  readonly sources: string;
}

/** The work of an event of the bus; undefined where it is none of it, such as a schedule's. */
export function workOfEvent(event: unknown): IndexerWork | undefined {
  if (!delivered.safeParse(event).success) return undefined;
  const { documentId } = parseEvent('document.processed', event);
  return { kind: 'document', documentId };
}

/** The work of a stream's records; undefined where the event is none of a stream. */
export function workOfStream(event: unknown, tables: Tables): StreamWork[] | undefined {
  const stream = streamSchema.safeParse(event);
  if (!stream.success) return undefined;
  return stream.data.Records.flatMap((record) => {
    const work = workOf(record, tables);
    return work ? [{ sequenceNumber: record.dynamodb.SequenceNumber ?? '', work }] : [];
  });
}

function workOf(
  { eventName, eventSourceARN, dynamodb }: z.infer<typeof streamSchema>['Records'][number],
  tables: Tables,
): IndexerWork | undefined {
  const { NewImage: now, OldImage: before } = dynamodb;
  const isOf = (table: string) => eventSourceARN.includes(`:table/${table}/`);
  if (isOf(tables.documents)) {
    const documentId = before?.id?.S;
    return eventName === 'REMOVE' && documentId ? { kind: 'forget-document', documentId } : undefined;
  }
  if (isOf(tables.knowledgeBases)) {
    const removed = before?.id?.S;
    if (eventName === 'REMOVE')
      return removed ? { kind: 'forget-knowledge-base', knowledgeBaseId: removed } : undefined;
    const knowledgeBaseId = now?.id?.S;
    return now?.status?.S === 'SYNCING' && knowledgeBaseId ? { kind: 'sync', knowledgeBaseId } : undefined;
  }
  if (!isOf(tables.sources)) return undefined;
  const [knowledgeBaseId, documentId] = [now?.knowledgeBaseId?.S, now?.documentId?.S];
  if (now?.status?.S !== 'PENDING' || !knowledgeBaseId || !documentId) return undefined;
  return { kind: 'pending', knowledgeBaseId, documentId };
}
