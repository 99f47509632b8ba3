import { a, type ClientSchema, defineData } from '@aws-amplify/backend';
import { agentMessageHandler } from '../functions/agent-message-handler/resource.ts';
import { assessmentCompletionNotifier } from '../functions/assessment-completion-notifier/resource.ts';
import { conversation } from '../functions/conversation/resource.ts';
import { projectLifecycle } from '../functions/project-lifecycle/resource.ts';
import { projectProgressUpdater } from '../functions/project-progress-updater/resource.ts';
import { enums } from './enums.ts';
import { Agent } from './models/agent.ts';
import { AgentStatus } from './models/agent-status.ts';
import { Artifact } from './models/artifact.ts';
import { Assessment } from './models/assessment.ts';
import { AuditEvent } from './models/audit-event.ts';
import { ChatSession } from './models/chat-session.ts';
import { ConversationMessage } from './models/conversation-message.ts';
import { Organization } from './models/organization.ts';
import { Project } from './models/project.ts';
import { operations } from './operations.ts';
import { types } from './types.ts';

const schema = a
  .schema({
    ...enums,
    ...types,
    Organization,
    Project,
    ChatSession,
    ConversationMessage,
    AgentStatus,
    Agent,
    Artifact,
    AuditEvent,
    Assessment,
    ...operations,
  })
  .authorization((allow) => [
    allow.resource(conversation).to(['query', 'mutate']),
    allow.resource(agentMessageHandler).to(['query', 'mutate']),
    allow.resource(projectLifecycle).to(['mutate']),
    allow.resource(projectProgressUpdater).to(['mutate']),
    allow.resource(assessmentCompletionNotifier).to(['mutate']),
  ]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
