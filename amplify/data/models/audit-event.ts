import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** Who did what to which thing and when; never changed once written. */
export const AuditEvent = a
  .model({
    organization: a.string().required(),
    projectId: a.id(),
    action: a.string().required(),
    actor: a.string(),
    subject: a.string().required(),
    detail: a.json(),
    correlationId: a.string(),
    occurredAt: a.datetime().required(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['occurredAt']).name('byOrganization').queryField('auditEventsByOrganization'),
    index('projectId').sortKeys(['occurredAt']).name('byProject').queryField('auditEventsByProject'),
  ])
  .authorization(readByOrganization);
