import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** A gate of a run that was opened: `stepId` is the step's id or `budget`, `round` counts how often it was opened. */
export const Approval = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    runId: a.id().required(),
    stepId: a.string().required(),
    round: a.integer().required(),
    title: a.string().required(),
    roles: a.string().array().required(),
    /** Names of the artifacts that are approved. */
    shows: a.string().array(),
    status: a.ref('ApprovalStatus').required(),
    requestedAt: a.datetime().required(),
    dueAt: a.datetime(),
    decidedAt: a.datetime(),
    decidedBy: a.string(),
    decidedByEmail: a.string(),
    comment: a.string(),
    correlationId: a.string().required(),
  })
  .secondaryIndexes((index) => [
    index('runId').sortKeys(['requestedAt']).name('byRun').queryField('approvalsByRun'),
    index('organization').sortKeys(['requestedAt']).name('byOrganization').queryField('approvalsByOrganization'),
  ])
  .authorization(readByOrganization);
