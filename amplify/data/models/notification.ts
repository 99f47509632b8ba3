import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** Something that people of an organization should look at; `roles` says who above all, `path` where in the app. */
export const Notification = a
  .model({
    organization: a.string().required(),
    projectId: a.id(),
    runId: a.id(),
    kind: a.ref('NotificationKind').required(),
    title: a.string().required(),
    detail: a.string(),
    roles: a.string().array().required(),
    path: a.string().required(),
    notifiedAt: a.datetime().required(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['notifiedAt']).name('byOrganization').queryField('notificationsByOrganization'),
  ])
  .authorization(readByOrganization);
