'use server';

import { scheduleKnowledgeBaseSchema } from '#lib/domain/knowledge-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeKnowledgeBase } from '#lib/server/knowledge/authorize-knowledge-base';
import { scheduleKnowledgeBaseById } from '#lib/server/knowledge/commands';

/** Says how often changed documents are indexed again by themselves. */
export const scheduleKnowledgeBase = defineAction({
  input: scheduleKnowledgeBaseSchema,
  authorize: ({ input, workspace }) => authorizeKnowledgeBase(input.knowledgeBaseId, 'org_chat', workspace),
  run: ({ input }) => scheduleKnowledgeBaseById(input.knowledgeBaseId, input.schedule),
});
