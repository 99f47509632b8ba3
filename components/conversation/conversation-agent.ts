'use client';

import { createContext, useContext } from 'react';
import type { ConversationAgent } from '#lib/domain/conversation/agents';

/** The agent that is talked to: its name and its words differ. */
export const ConversationAgentContext = createContext<ConversationAgent>('assessment');

export function useConversationAgent(): ConversationAgent {
  return useContext(ConversationAgentContext);
}
