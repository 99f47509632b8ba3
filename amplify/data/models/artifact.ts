import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** A file that an agent made for a project: `key` in the bucket, `size` in bytes, `version` of what it was made from. */
export const Artifact = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    name: a.string().required(),
    kind: a.string().required(),
    key: a.string().required(),
    contentType: a.string().required(),
    size: a.integer().required(),
    sha256: a.string().required(),
    version: a.integer().required(),
    /** The step of a run that made it; files of an interview have none. */
    runId: a.id(),
    stepId: a.string(),
    createdAt: a.datetime(),
  })
  .secondaryIndexes((index) => [
    index('projectId').sortKeys(['createdAt']).name('byProject').queryField('artifactsByProject'),
    index('organization').sortKeys(['createdAt']).name('byOrganization').queryField('artifactsByOrganization'),
  ])
  .authorization(readByOrganization);
