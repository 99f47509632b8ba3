'use server';

import { knowledgeBaseIdSchema } from '#lib/domain/knowledge-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeKnowledgeBase } from '#lib/server/knowledge/authorize-knowledge-base';
import { syncKnowledgeBaseById } from '#lib/server/knowledge/commands';

/** Has what has changed be indexed now. */
export const syncKnowledgeBase = defineAction({
  input: knowledgeBaseIdSchema,
  authorize: ({ input, workspace }) => authorizeKnowledgeBase(input.knowledgeBaseId, 'org_chat', workspace),
  run: ({ input }) => syncKnowledgeBaseById(input.knowledgeBaseId),
});
