/** The fields of a knowledge base that pages show; how it is searched stays behind. */
export const knowledgeBaseFields = [
  'id',
  'organization',
  'name',
  'description',
  'schedule',
  'status',
  'documentCount',
  'chunkCount',
  'syncedAt',
  'createdByEmail',
  'createdAt',
  'updatedAt',
] as const;

/** The fields of a document in a knowledge base. */
export const knowledgeSourceFields = [
  'knowledgeBaseId',
  'documentId',
  'organization',
  'projectId',
  'documentName',
  'status',
  'reason',
  'chunks',
  'addedAt',
  'indexedAt',
  'updatedAt',
] as const;
