import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/**
 * The interview of a project. `state` is lib/domain/assessment's AssessmentState as JSON (at most 100 KB), written
 * on condition of `version`. `outbox` is the reply that was decided together with that state; it is stored as a
 * message right after, and by whoever comes next should that have been interrupted.
 */
export const Assessment = a
  .model({
    projectId: a.id().required(),
    organization: a.string().required(),
    version: a.integer().required(),
    state: a.json().required(),
    progress: a.ref('DimensionProgress').required(),
    outbox: a.json(),
    completedAt: a.datetime(),
  })
  .identifier(['projectId'])
  .authorization(readByOrganization);
