/** The fields of a run that lists show; definition and state stay behind. */
export const runSummaryFields = [
  'id',
  'organization',
  'projectId',
  'blueprintId',
  'blueprintVersion',
  'name',
  'status',
  'startedByEmail',
  'startedAt',
  'endedAt',
  'spentUsd',
  'replayOf',
  'fromStepId',
  'isFork',
  'reason',
  'updatedAt',
] as const;
