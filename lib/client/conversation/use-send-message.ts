'use client';

import { useRef, useState } from 'react';
import type { Failure } from '#lib/domain/result/action-result';
import { loadDataClient } from '../data-client.ts';
import { dataOf, failureOf } from '../request-failure.ts';
import type { Message } from './use-live-conversation.ts';

/** A message that is on its way, or that did not arrive. Its key is what makes sending it again harmless. */
export type OutgoingMessage = {
  key: string;
  text: string;
  questionId: string | undefined;
  sentAt: string;
  failure: Failure | undefined;
};

export type SendMessage = {
  outgoing: readonly OutgoingMessage[];
  /** Sends a new message: one key a call, so call it once a submit. */
  send: (input: { text: string; questionId?: string | undefined }) => void;
  /** Sends a failed message again under the same key: stored once, whether or not the first attempt arrived. */
  retry: (key: string) => void;
  discard: (key: string) => void;
};

type SendMessageInput = {
  projectId: string;
  agentId: string;
  /** What is known to be stored. The socket may tell of a message before its own request is answered. */
  stored: readonly Pick<Message, 'idempotencyKey'>[];
  /** Gets the stored message, which then takes the outgoing one's place. */
  onSent: (message: Message) => void;
};

/** Sends messages to an agent, each once, and keeps those that did not arrive. */
export function useSendMessage({ projectId, agentId, stored, onSent }: SendMessageInput): SendMessage {
  const [outgoing, setOutgoing] = useState<readonly OutgoingMessage[]>([]);
  const sending = useRef(new Set<string>());

  const put = (message: OutgoingMessage) =>
    setOutgoing((all) => [...all.filter(({ key }) => key !== message.key), message]);
  const remove = (gone: string) => setOutgoing((all) => all.filter(({ key }) => key !== gone));

  const deliver = async (message: OutgoingMessage) => {
    if (sending.current.has(message.key)) return;
    sending.current.add(message.key);
    put({ ...message, failure: undefined });
    try {
      const client = await loadDataClient();
      const sent = dataOf(
        await client.mutations.sendMessageToAgent({
          ...{ projectId, agentId, message: message.text, idempotencyKey: message.key },
          ...(message.questionId !== undefined && { questionId: message.questionId }),
        }),
      );
      if (sent) onSent(sent);
      remove(message.key);
    } catch (error) {
      put({ ...message, failure: failureOf(error) });
    } finally {
      sending.current.delete(message.key);
    }
  };

  const storedKeys = new Set(stored.map(({ idempotencyKey }) => idempotencyKey));
  return {
    outgoing: outgoing.filter(({ key }) => !storedKeys.has(key)),
    send: ({ text, questionId }) => {
      const sentAt = new Date().toISOString();
      void deliver({ key: crypto.randomUUID(), text, questionId, sentAt, failure: undefined });
    },
    retry: (key) => {
      const failed = outgoing.find((message) => message.key === key);
      if (failed) void deliver(failed);
    },
    discard: remove,
  };
}
