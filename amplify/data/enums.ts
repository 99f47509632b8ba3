import { a } from '@aws-amplify/backend';
import { agentActivities, agentStates } from '../../lib/domain/agent/states.ts';
import { reportFormats } from '../../lib/domain/artifact/formats.ts';
import { messageTypes } from '../../lib/domain/conversation/kinds.ts';
import { documentKinds, documentParts, documentStatuses } from '../../lib/domain/document/states.ts';
import { guardrailKinds, personalDataKinds } from '../../lib/domain/guardrails/finding.ts';
import { guardrailActions, guardrailSources } from '../../lib/domain/guardrails/guardrail-finding.ts';
import { instructionPolicies, secretPolicies, toolAnswerPolicies } from '../../lib/domain/guardrails/policy.ts';
import {
  embeddingModels,
  knowledgeBaseStatuses,
  knowledgeProviders,
  knowledgeSourceStatuses,
  syncSchedules,
} from '../../lib/domain/knowledge/states.ts';
import { notificationKinds } from '../../lib/domain/notification/kinds.ts';
import { projectModules, projectStatuses } from '../../lib/domain/project/status.ts';
import { approvalDecisions, approvalStatuses, runStatuses, stepRecordStatuses } from '../../lib/domain/run/statuses.ts';

/** Named, because an inline enum `Agent.status` would generate the type `AgentStatus`, a model's name. */
export const enums = {
  ProjectStatus: a.enum(projectStatuses),
  ProjectModule: a.enum(projectModules),
  MessageType: a.enum(messageTypes),
  AgentState: a.enum(agentStates),
  AgentActivity: a.enum(agentActivities),
  ReportFormat: a.enum(reportFormats),
  DocumentStatus: a.enum(documentStatuses),
  DocumentKind: a.enum(documentKinds),
  DocumentPart: a.enum(documentParts),
  RunStatus: a.enum(runStatuses),
  RunStepStatus: a.enum(stepRecordStatuses),
  ApprovalStatus: a.enum(approvalStatuses),
  ApprovalDecision: a.enum(approvalDecisions),
  NotificationKind: a.enum(notificationKinds),
  PersonalDataKind: a.enum(personalDataKinds),
  InstructionPolicy: a.enum(instructionPolicies),
  SecretPolicy: a.enum(secretPolicies),
  ToolAnswerPolicy: a.enum(toolAnswerPolicies),
  GuardrailKind: a.enum(guardrailKinds),
  GuardrailSource: a.enum(guardrailSources),
  GuardrailAction: a.enum(guardrailActions),
  KnowledgeProvider: a.enum(knowledgeProviders),
  EmbeddingModel: a.enum(embeddingModels),
  SyncSchedule: a.enum(syncSchedules),
  KnowledgeBaseStatus: a.enum(knowledgeBaseStatuses),
  KnowledgeSourceStatus: a.enum(knowledgeSourceStatuses),
};
