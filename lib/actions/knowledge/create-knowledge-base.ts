'use server';

import { mayAct } from '#lib/domain/access/claims';
import { createKnowledgeBaseSchema } from '#lib/domain/knowledge-view/action-input';
import { failure } from '#lib/domain/result/graphql-failure';
import { defineAction } from '#lib/server/action/define-action';
import { createKnowledgeBaseOf } from '#lib/server/knowledge/commands';

/** Makes an empty knowledge base in the organization that is looked at; answers its id. */
export const createKnowledgeBase = defineAction({
  input: createKnowledgeBaseSchema,
  authorize: ({ workspace: { caller, organization } }) =>
    mayAct(caller, 'org_chat', organization.id) ? null : failure('Unauthorized'),
  run: ({ input, workspace }) => createKnowledgeBaseOf({ ...input, organization: workspace.organization.id }),
});
