import * as z from 'zod/mini';
import { syncSchedules } from '../knowledge/states.ts';

const id = z.string().check(z.minLength(1), z.maxLength(128));

/** Most characters that a knowledge base's name and description have. */
export const knowledgeLimits = { name: 200, description: 2000 } as const;

/** What the screens send when something is done to a knowledge base. */
export const createKnowledgeBaseSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'Enter a name.'), z.maxLength(knowledgeLimits.name)),
  description: z.string().check(z.trim(), z.maxLength(knowledgeLimits.description)),
});
export const knowledgeBaseIdSchema = z.object({ knowledgeBaseId: id });
export const scheduleKnowledgeBaseSchema = z.object({ knowledgeBaseId: id, schedule: z.enum(syncSchedules) });
export const knowledgeDocumentSchema = z.object({ knowledgeBaseId: id, documentId: id });
