import { a } from '@aws-amplify/backend';
import { messageFields } from './models/conversation-message.ts';

/** Percentages from 0 to 100 throughout. */
export const types = {
  ModuleProgress: a.customType({
    assessment: a.integer().required(),
    design: a.integer().required(),
    planning: a.integer().required(),
    implementation: a.integer().required(),
  }),

  DimensionProgress: a.customType({
    technical: a.integer().required(),
    governance: a.integer().required(),
    business: a.integer().required(),
    commercial: a.integer().required(),
  }),

  AssessmentProgress: a.customType({
    projectId: a.id().required(),
    technical: a.integer().required(),
    governance: a.integer().required(),
    business: a.integer().required(),
    commercial: a.integer().required(),
    overall: a.integer().required(),
    version: a.integer().required(),
    completedAt: a.datetime(),
  }),

  /** A piece of a reply as it is produced: `messageId` is the reply's id, `sequence` counts from 0 within it. */
  MessageDelta: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    agentId: a.string().required(),
    sessionId: a.id().required(),
    messageId: a.id().required(),
    replyTo: a.id().required(),
    correlationId: a.string().required(),
    sequence: a.integer().required(),
    delta: a.string().required(),
    done: a.boolean().required(),
  }),

  AssessmentCompletion: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    status: a.ref('ProjectStatus').required(),
    completedAt: a.datetime().required(),
    correlationId: a.string().required(),
  }),

  /** `url` gives the file to whoever holds it until `expiresAt`. */
  ReportDownload: a.customType({
    url: a.string().required(),
    fileName: a.string().required(),
    contentType: a.string().required(),
    size: a.integer().required(),
    sha256: a.string().required(),
    expiresAt: a.datetime().required(),
  }),

  UserProfile: a.customType({
    userId: a.id().required(),
    email: a.string(),
    organization: a.string(),
    roles: a.string().array().required(),
    capabilities: a.string().array().required(),
  }),

  HistoryMessage: a.customType({ id: a.id().required(), ...messageFields }),

  ConversationPage: a.customType({
    items: a.ref('HistoryMessage').required().array().required(),
    nextToken: a.string(),
  }),
};
