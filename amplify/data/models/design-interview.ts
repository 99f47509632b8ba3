import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/**
 * The interview of a project's technical design. `state` is lib/domain/design-document's DesignInterviewState as JSON,
 * written on condition of `version`; `outbox` is the reply that was decided together with it. Nobody lists it or listens
 * to it: what is said shows in the conversation.
 */
export const DesignInterview = a
  .model({
    projectId: a.id().required(),
    organization: a.string().required(),
    version: a.integer().required(),
    state: a.json().required(),
    /** Percent of what was asked. */
    progress: a.integer().required(),
    outbox: a.json(),
    completedAt: a.datetime(),
  })
  .identifier(['projectId'])
  .disableOperations(['list', 'delete', 'subscriptions'])
  .authorization(readByOrganization);
