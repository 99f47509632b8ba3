'use server';

import { knowledgeDocumentSchema } from '#lib/domain/knowledge-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeKnowledgeBase } from '#lib/server/knowledge/authorize-knowledge-base';
import { removeKnowledgeDocumentOf } from '#lib/server/knowledge/commands';

/** Takes a document out of a knowledge base. */
export const removeKnowledgeDocument = defineAction({
  input: knowledgeDocumentSchema,
  authorize: ({ input, workspace }) => authorizeKnowledgeBase(input.knowledgeBaseId, 'org_chat', workspace),
  run: ({ input }) => removeKnowledgeDocumentOf(input),
});
