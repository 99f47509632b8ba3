import { type Caller, capabilityClaims, mayAct } from '#lib/domain/access/claims';
import { capabilityOfOperation } from '#lib/domain/access/operations';
import { type Capability, capabilitiesOfRole, type Role } from '#lib/domain/access/roles';

/** Who may ask for an operation: people by what they may do in the addressed organization, functions by name. */
export type Access = {
  readonly people: Capability | 'everybody' | 'nobody';
  readonly functions: readonly string[];
};

/** Models whose records belong to an organization, with the queries that list them. */
const models = {
  Organization: ['listOrganizations'],
  Project: ['listProjects', 'projectsByOrganization'],
  ChatSession: ['listChatSessions', 'chatSessionsByOrganization', 'chatSessionsByProject'],
  ConversationMessage: [
    'listConversationMessages',
    'messagesByOrganization',
    'messagesByProject',
    'messagesByProjectAndAgent',
    'messagesBySession',
  ],
  AgentStatus: ['listAgentStatuses', 'agentStatusesByOrganization'],
  Artifact: ['listArtifacts', 'artifactsByOrganization', 'artifactsByProject'],
  AuditEvent: ['listAuditEvents', 'auditEventsByOrganization', 'auditEventsByProject'],
  Assessment: ['listAssessments'],
  KnowledgeBase: ['listKnowledgeBases', 'knowledgeBasesByOrganization', 'knowledgeBasesToSync'],
  KnowledgeSource: ['listKnowledgeSources', 'knowledgeSourcesByDocument'],
  Document: ['listDocuments', 'documentsByOrganization', 'documentsByProject'],
  Blueprint: ['listBlueprints'],
  Run: ['listRuns', 'runsByOrganization', 'runsByProject', 'runsToWake'],
  RunStep: ['listRunSteps', 'runStepsByRun'],
  Approval: ['listApprovals', 'approvalsByOrganization', 'approvalsByRun'],
  Notification: ['listNotifications', 'notificationsByOrganization'],
  UsageRecord: ['listUsageRecords', 'usageByOrganization'],
} as const;

/** Mutations that functions call. */
const functionsOf: Readonly<Record<string, readonly string[]>> = {
  createConversationMessage: ['conversation', 'agentMessageHandler'],
  createChatSession: ['conversation'],
  createAssessment: ['agentMessageHandler'],
  updateAssessment: ['agentMessageHandler'],
  createDesignInterview: ['agentMessageHandler'],
  updateDesignInterview: ['agentMessageHandler'],
  createAgentStatus: ['agentMessageHandler', 'worker'],
  updateAgentStatus: ['agentMessageHandler', 'worker'],
  publishMessageDelta: ['agentMessageHandler'],
  createAuditEvent: ['projectLifecycle', 'runOperations'],
  updateProject: ['projectProgressUpdater', 'assessmentCompletionNotifier'],
  publishAssessmentCompletion: ['assessmentCompletionNotifier'],
  createArtifact: ['reportRenderer', 'worker'],
  updateArtifact: ['reportRenderer', 'worker'],
  createRun: ['runOperations'],
  saveRun: ['supervisor', 'worker'],
  saveRunStep: ['worker'],
  advanceRun: ['worker'],
  createApproval: ['supervisor'],
  updateApproval: ['runOperations', 'supervisor'],
  createBlueprint: ['blueprintEditor'],
  createNotification: ['supervisor', 'worker'],
  createDocument: ['documentOperations'],
  updateDocument: ['documentOperations', 'documentProcessor', 'documentRecognizer'],
  createKnowledgeSource: ['knowledgeOperations'],
  updateKnowledgeSource: ['knowledgeIndexer'],
  deleteKnowledgeSource: ['knowledgeOperations', 'knowledgeIndexer'],
  updateKnowledgeBase: ['knowledgeOperations', 'knowledgeIndexer'],
  createUsageRecord: ['usageRecorder'],
  updateUsageRecord: ['usageRecorder'],
  publishDesignProgress: ['designProgressNotifier'],
};

const verbs = ['create', 'update', 'delete'] as const;

/** People write projects and knowledge bases and delete documents; all else is written by functions. */
function writersOf(model: string, verb: (typeof verbs)[number]): Access['people'] {
  if (model === 'Project') return 'org_manage';
  if (model === 'KnowledgeBase') return 'org_chat';
  return model === 'Document' && verb === 'delete' ? 'org_chat' : 'nobody';
}

const events = ['onCreate', 'onUpdate', 'onDelete'] as const;
const may = (people: Access['people'], name: string): [string, Access] => [
  name,
  { people, functions: functionsOf[name] ?? [] },
];

/** Every operation of the API. What is not listed here has nobody who may ask for it: the matrix fails. */
export const access: ReadonlyMap<string, Access> = new Map([
  ...Object.entries(models).flatMap(([model, lists]) => [
    ...[`get${model}`, ...lists].map((name) => may('org_read', name)),
    ...events.map((event) => may('org_read', `${event}${model}`)),
    ...verbs.map((verb) => may(writersOf(model, verb), `${verb}${model}`)),
  ]),
  // The registry is the same for every organization.
  ...['getAgent', 'listAgents', ...events.map((event) => `${event}Agent`)].map((name) => may('everybody', name)),
  ...verbs.map((verb) => may('nobody', `${verb}Agent`)),
  ...Object.entries(capabilityOfOperation).map(([name, capability]) => may(capability, name)),
  // Nobody lists it, listens to it or deletes it.
  may('org_read', 'getDesignInterview'),
  ...['createDesignInterview', 'updateDesignInterview'].map((name) => may('nobody', name)),
  // Functions write it past the API, and nobody listens to it.
  may('org_read', 'guardrailFindingsByOrganization'),
  may('everybody', 'getCurrentUserProfile'),
  ...[
    'publishConversationMessage',
    'publishMessageDelta',
    'publishAssessmentCompletion',
    'publishDesignProgress',
    'saveRun',
    'saveRunStep',
    'advanceRun',
  ].map((name) => may('nobody', name)),
]);

/** A custom operation on a knowledge base. */
const isOfKnowledgeBase = (name: string): boolean =>
  ['searchKnowledge', 'addKnowledgeDocument', 'removeKnowledgeDocument', 'syncKnowledgeBase'].includes(name);

/** What tells an answer of a custom operation apart by the thing that it addresses: a run, a document, an approval, else a project. */
export function addressOf(name: string): { readonly field: string; readonly code: string } {
  if (['cancelRun', 'retryStep', 'replayRun', 'redriveDeadLetter', 'getRunCost', 'onRunEvent'].includes(name)) {
    return { field: 'runId', code: 'RUN_NOT_FOUND' };
  }
  if (['completeDocumentUpload', 'generateDocumentDownloadUrl'].includes(name)) {
    return { field: 'documentId', code: 'DOCUMENT_NOT_FOUND' };
  }
  if (isOfKnowledgeBase(name)) return { field: 'knowledgeBaseId', code: 'KNOWLEDGE_BASE_NOT_FOUND' };
  if (name === 'decideApproval') return { field: 'approvalId', code: 'APPROVAL_NOT_FOUND' };
  if (['saveBlueprint', 'validateBlueprint', 'getBlueprintCatalogue', 'setGuardrailPolicy'].includes(name)) {
    return { field: 'organization', code: 'ORGANIZATION_NOT_FOUND' };
  }
  return { field: 'projectId', code: 'PROJECT_NOT_FOUND' };
}

/** A custom operation, where unknown and another organization's ids answer alike. */
export const isCustom = (name: string): boolean => Object.hasOwn(capabilityOfOperation, name);

/** Whether a person may ask for an operation on things of an organization. */
export function mayAsk(
  person: { readonly role: Role; readonly organization: string },
  { people }: Access,
  organization: string,
): boolean {
  if (people === 'everybody') return true;
  if (people === 'nobody') return false;
  const claims = capabilityClaims({ groups: [person.role], organization: person.organization });
  const caller: Caller = {
    userId: '',
    email: null,
    roles: [person.role],
    organization: claims.org_read ?? null,
    capabilities: capabilitiesOfRole[person.role],
  };
  return mayAct(caller, people, organization);
}
