import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** What an agent does for a project at the moment; `progress` is 0 to 100. */
export const AgentStatus = a
  .model({
    projectId: a.id().required(),
    agentId: a.string().required(),
    organization: a.string().required(),
    status: a.ref('AgentActivity').required(),
    currentTask: a.string(),
    progress: a.float(),
    lastUpdate: a.datetime().required(),
    metadata: a.json(),
    errorMessage: a.string(),
  })
  .identifier(['projectId', 'agentId'])
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['lastUpdate']).name('byOrganization').queryField('agentStatusesByOrganization'),
  ])
  .authorization(readByOrganization);
