/** The fields of a finding that the list shows. */
export const guardrailFindingFields = [
  'id',
  'projectId',
  'kind',
  'source',
  'action',
  'count',
  'subject',
  'label',
  'places',
  'documentId',
  'runId',
  'key',
  'agentId',
  'foundAt',
] as const;
