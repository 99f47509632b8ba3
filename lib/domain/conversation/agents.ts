/** Agents that people talk to; the others take their input from the steps of runs. */
export const conversationAgents = ['assessment', 'tech-design'] as const;
export type ConversationAgent = (typeof conversationAgents)[number];

export function leadsConversations(agentId: string): agentId is ConversationAgent {
  return conversationAgents.some((known) => known === agentId);
}
