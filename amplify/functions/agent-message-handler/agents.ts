import { defineAgent } from '#lib/agents/agent';
import { assessmentManifest } from '#lib/agents/assessment/manifest';

/** The agents that this function can run here, by id. */
export const embeddedAgents = {
  assessment: defineAgent(assessmentManifest, () => Promise.reject(new Error('The interview has no core yet.'))),
} as const;
