import type { Capability } from './roles.ts';

/**
 * What a custom operation asks of its caller in the addressed project's organization. The resolver
 * `amplify/data/resolvers/authorize-project.js` cannot import; a test holds its copy to this table.
 */
export const capabilityOfOperation = {
  sendMessageToAgent: 'org_chat',
  getConversationHistory: 'org_read',
  getAssessmentProgress: 'org_read',
  generateReportDownloadUrl: 'org_read',
  onMessageDelta: 'org_read',
  onAssessmentCompleted: 'org_read',
  startRun: 'org_chat',
  submitTask: 'org_chat',
  executeTaskOnAgent: 'org_chat',
  aggregateDataFromAgents: 'org_read',
  cancelRun: 'org_chat',
  retryStep: 'org_chat',
  replayRun: 'org_chat',
  redriveDeadLetter: 'org_manage',
  getRunCost: 'org_read',
  onRunEvent: 'org_read',
  onDesignProgress: 'org_read',
  saveBlueprint: 'org_chat',
  validateBlueprint: 'org_read',
  getBlueprintCatalogue: 'org_read',
  setGuardrailPolicy: 'org_manage',
  generateArtifactDownloadUrl: 'org_read',
  generateDocumentUploadUrl: 'org_chat',
  completeDocumentUpload: 'org_chat',
  generateDocumentDownloadUrl: 'org_read',
  searchKnowledge: 'org_read',
  addKnowledgeDocument: 'org_chat',
  removeKnowledgeDocument: 'org_chat',
  syncKnowledgeBase: 'org_chat',
  // Whose role may decide is the gate's own matter.
  decideApproval: 'org_read',
} as const satisfies Record<string, Capability>;
