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
} as const satisfies Record<string, Capability>;
