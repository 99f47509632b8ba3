import * as z from 'zod/mini';

/** What the screens send when something is done to a document. */
export const deleteDocumentSchema = z.object({ documentId: z.string().check(z.minLength(1), z.maxLength(128)) });
