/** States of an agent in the registry. */
export const agentStates = ['active', 'inactive', 'maintenance'] as const;
export type AgentState = (typeof agentStates)[number];

/** What an agent does for a project at the moment. */
export const agentActivities = ['IDLE', 'PROCESSING', 'ERROR'] as const;
export type AgentActivity = (typeof agentActivities)[number];
