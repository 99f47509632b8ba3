import { a } from '@aws-amplify/backend';
import { agentActivities, agentStates } from '../../lib/domain/agent/states.ts';
import { reportFormats } from '../../lib/domain/artifact/formats.ts';
import { messageTypes } from '../../lib/domain/conversation/kinds.ts';
import { projectModules, projectStatuses } from '../../lib/domain/project/status.ts';

/** Named, because an inline enum `Agent.status` would generate the type `AgentStatus`, a model's name. */
export const enums = {
  ProjectStatus: a.enum(projectStatuses),
  ProjectModule: a.enum(projectModules),
  MessageType: a.enum(messageTypes),
  AgentState: a.enum(agentStates),
  AgentActivity: a.enum(agentActivities),
  ReportFormat: a.enum(reportFormats),
};
