'use client';

import { type InfiniteData, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type HistoryPage, inReadingOrder, reachesKnown, takeMessages } from '#lib/domain/conversation/thread';
import type { Schema } from '@/amplify/data/resource';
import { type DataClient, loadDataClient } from '../data-client.ts';
import { type Channel, listen, useSubscriptions } from '../live/use-subscriptions.ts';
import { dataOf } from '../request-failure.ts';

export type Message = Schema['HistoryMessage']['type'];
type Page = HistoryPage<Message>;
type Pages = InfiniteData<Page, string | null>;

const PAGE_SIZE = 30;

const conversationKey = (projectId: string, agentId: string): QueryKey => ['conversation', projectId, agentId];

async function fetchPage(client: DataClient, input: { projectId: string; agentId: string; nextToken: string | null }) {
  const page = dataOf(await client.queries.getConversationHistory({ ...input, limit: PAGE_SIZE }));
  return { items: page?.items ?? [], nextToken: page?.nextToken ?? null };
}

export type LiveConversation = {
  /** Oldest first; undefined while nothing is known yet. */
  messages: readonly Message[] | undefined;
  error: unknown;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  loadOlder: () => void;
  retry: () => void;
  /** Puts a message in that this tab knows of before the socket tells it. */
  take: (message: Message) => void;
};

/**
 * A project's conversation with one agent: pages upwards, new messages from the socket. When the backend listens
 * (again), the newest page is asked for and merged, so that a cut leaves no gap and nothing twice.
 */
export function useLiveConversation(projectId: string, agentId: string, initial?: Page): LiveConversation {
  const queryClient = useQueryClient();
  const queryKey = conversationKey(projectId, agentId);

  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => fetchPage(await loadDataClient(), { projectId, agentId, nextToken: pageParam }),
    getNextPageParam: ({ nextToken }: Page) => nextToken ?? null,
    ...(initial && { initialData: { pages: [initial], pageParams: [null] } }),
    // What the socket tells is merged in; asking for every page again would cost more the longer one reads.
    staleTime: Number.POSITIVE_INFINITY,
  });

  const take = (messages: readonly Message[]) => {
    queryClient.setQueryData<Pages>(queryKey, (data) => {
      if (!data) return data;
      const pages = takeMessages(data.pages, messages);
      return pages === data.pages ? data : { ...data, pages: [...pages] };
    });
  };

  const fillGap = async () => {
    const newest = await fetchPage(await loadDataClient(), { projectId, agentId, nextToken: null });
    const data = queryClient.getQueryData<Pages>(queryKey);
    if (data && reachesKnown(data.pages, newest)) take(newest.items);
    else queryClient.setQueryData<Pages>(queryKey, { pages: [newest], pageParams: [null] });
  };

  const channel: Channel<Message> = {
    key: JSON.stringify(queryKey),
    operation: 'ConversationMessage',
    open: ({ models }, next) => [
      listen<Message>(models.ConversationMessage.onCreate({ filter: { projectId: { eq: projectId } } }), (message) => {
        if (message.agentId === agentId) next(message);
      }),
    ],
  };
  useSubscriptions(channel, {
    onMessage: (message) => take([message]),
    // Where the backend cannot be asked now, the socket's next acknowledgement asks again.
    onListening: () => void fillGap().catch(() => undefined),
  });

  return {
    messages: query.data && inReadingOrder(query.data.pages),
    error: query.error,
    hasOlder: query.hasNextPage,
    isLoadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
    take: (message) => take([message]),
  };
}
