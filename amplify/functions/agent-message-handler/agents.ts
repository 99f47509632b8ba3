import { assessmentAgent } from '#lib/agents/assessment/agent';

/** The agents that this function can run here, by id. */
export const embeddedAgents = { assessment: assessmentAgent } as const;
