'use client';

import { useState } from 'react';
import type { Delta } from '#lib/domain/conversation/streamed-reply';
import {
  type StreamedReplies,
  type StreamedReply,
  takeDelta,
  withoutStored,
} from '#lib/domain/conversation/streamed-reply';
import { type Channel, listen, useSubscriptions } from '../live/use-subscriptions.ts';

/**
 * The replies that an agent is writing right now, piece by piece. `stored` are the ids of the messages that are there:
 * what is stored is shown from its record, not from its pieces.
 */
export function useStreamedReplies(projectId: string, agentId: string, stored: ReadonlySet<string>): StreamedReply[] {
  const [replies, setReplies] = useState<StreamedReplies>({});
  const channel: Channel<Delta> = {
    key: `deltas:${projectId}:${agentId}`,
    operation: 'onMessageDelta',
    open: (client, next) => [
      listen<Delta>(client.subscriptions.onMessageDelta({ projectId }), (delta) => {
        if (delta.agentId === agentId) next(delta);
      }),
    ],
  };
  useSubscriptions(channel, {
    onMessage: (delta) => {
      setReplies((known) => takeDelta(withoutStored(known, stored), delta));
    },
    // Pieces lost in a cut are not told again; the stored reply brings the whole.
    onListening: () => undefined,
  });
  return Object.values(withoutStored(replies, stored));
}
