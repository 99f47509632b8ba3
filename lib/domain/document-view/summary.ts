/** The fields of a document that lists and the viewer's head show. */
export const documentSummaryFields = [
  'id',
  'organization',
  'projectId',
  'name',
  'kind',
  'contentType',
  'size',
  'status',
  'reason',
  'format',
  'pages',
  'title',
  'warnings',
  'uploadedByEmail',
  'createdAt',
  'updatedAt',
] as const;
