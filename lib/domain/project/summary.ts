/** What lists show of a project. The long texts stay behind: a page of them could weigh half a megabyte. */
export const projectSummaryFields = [
  'id',
  'organization',
  'name',
  'description',
  'ownerEmail',
  'status',
  'progress.*',
  'archivedAt',
  'createdAt',
  'updatedAt',
] as const;
