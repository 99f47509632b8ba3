import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';

const imageSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  uploadId: z.nullish(z.string()),
});
export type RemovedDocument = z.infer<typeof imageSchema>;

/** The stream's own form is trusted; what is in it is parsed once it is plain. */
const attributesSchema = z.custom<Record<string, AttributeValue>>(
  (value: unknown) => typeof value === 'object' && value !== null,
);

/** The document that a record of the table's stream says is gone; undefined of any other change. */
export function removedDocument(record: {
  readonly eventName?: string | undefined;
  readonly dynamodb?: { readonly OldImage?: unknown } | undefined;
}): RemovedDocument | undefined {
  if (record.eventName !== 'REMOVE' || record.dynamodb?.OldImage === undefined) return undefined;
  return imageSchema.parse(unmarshall(attributesSchema.parse(record.dynamodb.OldImage)));
}
