/** WAITING: nothing is at work, somebody must decide or say something first. */
export const runStatuses = ['RUNNING', 'WAITING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type RunStatus = (typeof runStatuses)[number];

/**
 * Of a step or branch. SCHEDULED: handed to the workers; RETRYING: handed to them again after a failure;
 * WAITING: for a conversation; GATED: done, to be approved; REUSED: taken over from the run that is replayed.
 */
export const stepStatuses = [
  'PENDING',
  'SCHEDULED',
  'RETRYING',
  'WAITING',
  'GATED',
  'SUCCEEDED',
  'REUSED',
  'SKIPPED',
  'FAILED',
  'CANCELLED',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** Of the record that a worker keeps of a step or branch. */
export const stepRecordStatuses = ['RUNNING', 'SUCCEEDED', 'FAILED'] as const;
export type StepRecordStatus = (typeof stepRecordStatuses)[number];

export const approvalStatuses = [
  'PENDING',
  'APPROVED',
  'REJECTED',
  'CHANGES_REQUESTED',
  'LAPSED',
  'WITHDRAWN',
] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

/** What an approver may say; `request_changes` has the step run again with the comment. */
export const approvalDecisions = ['approve', 'reject', 'request_changes'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

export const isRunOver = (status: RunStatus): boolean =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
