import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** Separates conversations with one agent about one project; a first message opens one where none is named. */
export const ChatSession = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    agentId: a.string().required(),
    title: a.string(),
    startedBy: a.string(),
    createdAt: a.datetime(),
  })
  .secondaryIndexes((index) => [
    index('projectId').sortKeys(['createdAt']).name('byProject').queryField('chatSessionsByProject'),
    index('organization').sortKeys(['createdAt']).name('byOrganization').queryField('chatSessionsByOrganization'),
  ])
  .authorization(readByOrganization);
