import 'server-only';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';

export type Message = Schema['HistoryMessage']['type'];

/** The newest page of a conversation, newest first; `nextToken` leads to older messages. */
export type ConversationPage = { items: Message[]; nextToken: string | null };

const PAGE_SIZE = 30;

/** What was said last between a project's people and one agent. */
export async function getNewestMessages(projectId: string, agentId: string): Promise<ConversationPage> {
  const client = await getDataClient();
  const answer = await client.queries.getConversationHistory({ projectId, agentId, limit: PAGE_SIZE });
  const page = dataOf('getConversationHistory', answer);
  return { items: page?.items ?? [], nextToken: page?.nextToken ?? null };
}
