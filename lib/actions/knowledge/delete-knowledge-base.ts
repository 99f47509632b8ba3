'use server';

import { knowledgeBaseIdSchema } from '#lib/domain/knowledge-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeKnowledgeBase } from '#lib/server/knowledge/authorize-knowledge-base';
import { deleteKnowledgeBaseById } from '#lib/server/knowledge/commands';

/** Deletes a knowledge base; its documents stay in their projects. */
export const deleteKnowledgeBase = defineAction({
  input: knowledgeBaseIdSchema,
  authorize: ({ input, workspace }) => authorizeKnowledgeBase(input.knowledgeBaseId, 'org_chat', workspace),
  run: ({ input }) => deleteKnowledgeBaseById(input.knowledgeBaseId),
});
