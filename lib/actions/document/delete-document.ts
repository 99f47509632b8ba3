'use server';

import { deleteDocumentSchema } from '#lib/domain/document-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeDocument } from '#lib/server/document/authorize-document';
import { deleteDocumentById } from '#lib/server/document/commands';

/** Deletes a document with everything that was made of it. */
export const deleteDocument = defineAction({
  input: deleteDocumentSchema,
  authorize: ({ input, workspace }) => authorizeDocument(input.documentId, 'org_chat', workspace),
  run: ({ input }) => deleteDocumentById(input.documentId),
});
