import { a, type ClientSchema, defineData } from '@aws-amplify/backend';
import { enums } from './enums.ts';
import { Agent } from './models/agent.ts';
import { AgentStatus } from './models/agent-status.ts';
import { Approval } from './models/approval.ts';
import { Artifact } from './models/artifact.ts';
import { Assessment } from './models/assessment.ts';
import { AuditEvent } from './models/audit-event.ts';
import { Blueprint } from './models/blueprint.ts';
import { ChatSession } from './models/chat-session.ts';
import { ConversationMessage } from './models/conversation-message.ts';
import { DesignInterview } from './models/design-interview.ts';
import { Document } from './models/document.ts';
import { GuardrailFinding } from './models/guardrail-finding.ts';
import { KnowledgeBase } from './models/knowledge-base.ts';
import { KnowledgeSource } from './models/knowledge-source.ts';
import { Notification } from './models/notification.ts';
import { Organization } from './models/organization.ts';
import { Project } from './models/project.ts';
import { Run } from './models/run.ts';
import { RunStep } from './models/run-step.ts';
import { UsageRecord } from './models/usage-record.ts';
import { operations } from './operations.ts';
import { types } from './types.ts';

/** Functions pass every model rule by IAM; `grants.ts` says which fields each of them may call. */
const schema = a.schema({
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
  DesignInterview,
  Document,
  Blueprint,
  Run,
  RunStep,
  Approval,
  Notification,
  KnowledgeBase,
  KnowledgeSource,
  UsageRecord,
  GuardrailFinding,
  ...operations,
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
