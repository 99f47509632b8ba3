import * as z from 'zod';
import { positionSchema } from '#lib/domain/document/extracted';
import { searchLimits } from '#lib/domain/knowledge/states';

export const knowledgeSearchInputSchema = z.object({
  query: z.string().trim().min(1).max(searchLimits.characters),
  /** One of the organization's knowledge bases; without it, the processed documents of the project are searched. */
  knowledgeBaseId: z.string().min(1).max(128).optional(),
  limit: z.int().min(1).max(searchLimits.passages).default(searchLimits.usual),
});
export type KnowledgeSearchInput = z.infer<typeof knowledgeSearchInputSchema>;

export const knowledgeSearchOutputSchema = z.object({
  /** Best first; none: the documents hold no evidence. */
  passages: z.array(
    z.object({
      documentId: z.string(),
      documentName: z.string(),
      text: z.string(),
      headings: z.array(z.string()),
      position: positionSchema,
      highlights: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
});
export type KnowledgeSearchOutput = z.infer<typeof knowledgeSearchOutputSchema>;
