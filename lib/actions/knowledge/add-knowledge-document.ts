'use server';

import { knowledgeDocumentSchema } from '#lib/domain/knowledge-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeKnowledgeBase } from '#lib/server/knowledge/authorize-knowledge-base';
import { addKnowledgeDocumentOf } from '#lib/server/knowledge/commands';

/** Adds a processed document to a knowledge base. */
export const addKnowledgeDocument = defineAction({
  input: knowledgeDocumentSchema,
  authorize: ({ input, workspace }) => authorizeKnowledgeBase(input.knowledgeBaseId, 'org_chat', workspace),
  run: ({ input }) => addKnowledgeDocumentOf(input),
});
