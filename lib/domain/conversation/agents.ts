/** Agents that people talk to; the others take their input from the steps of runs. */
const conversational: readonly string[] = ['assessment', 'tech-design'];

export function leadsConversations(agentId: string): boolean {
  return conversational.includes(agentId);
}
