'use client';

import { useEffect, useEffectEvent } from 'react';
import { type DataClient, loadDataClient } from '../data-client.ts';
import { noteConnection, useConnection } from './connection.ts';

type Subscription = { unsubscribe: () => void };

/** What a client's `onCreate(…)`, `onUpdate(…)`, … give. */
export type Observed<Item> = {
  subscribe: (observer: { next: (item: Item) => void; error: (error: unknown) => void }) => Subscription;
};

export type Channel<Message> = {
  /** Changes when other things are to be listened to: the subscriptions are then made anew. */
  key: string;
  /** Part of the subscriptions' documents that tells their acknowledgements from others', e.g. `Project`. */
  operation: string;
  open: (client: DataClient, next: (message: Message) => void) => Subscription[];
};

type Handlers<Message> = {
  onMessage: (message: Message) => void;
  /**
   * The backend listens for us from now on: at first, and again after every cut. What happened before was not told,
   * so this is the moment to ask for it.
   */
  onListening: () => void;
};

/** Subscribes one observer to an observable and passes errors by: the socket reconnects by itself. */
export function listen<Item>(observed: Observed<Item>, next: (item: Item) => void): Subscription {
  return observed.subscribe({ next, error: () => undefined });
}

type HubMessage = { payload: { event: string; data?: unknown } };

/** The socket's state, where the message tells one. */
function socketStateOf({ payload }: HubMessage): string | undefined {
  if (payload.event !== 'ConnectionStateChange') return undefined;
  const { data } = payload;
  if (typeof data !== 'object' || data === null || !('connectionState' in data)) return undefined;
  return typeof data.connectionState === 'string' ? data.connectionState : undefined;
}

function isAckOf(operation: string, { payload }: HubMessage): boolean {
  if (payload.event !== 'Subscription ack') return false;
  const { data } = payload;
  return (
    typeof data === 'object' &&
    data !== null &&
    'query' in data &&
    typeof data.query === 'string' &&
    data.query.includes(operation)
  );
}

// Several subscriptions of one channel are acknowledged within a few milliseconds of each other.
const ACKS_TOGETHER_MS = 100;

/** Keeps subscriptions open while the component is there. Passing `null` listens to nothing. */
export function useSubscriptions<Message>(channel: Channel<Message> | null, handlers: Handlers<Message>): void {
  const open = useEffectEvent((client: DataClient) => channel?.open(client, handlers.onMessage) ?? []);
  const onListening = useEffectEvent(handlers.onListening);
  const key = channel?.key;
  const operation = channel?.operation;
  const { generation } = useConnection();

  useEffect(() => {
    if (key === undefined || operation === undefined) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closers: (() => void)[] = [];
    const start = async () => {
      const client = await loadDataClient();
      const { Hub } = await import('aws-amplify/utils');
      if (isOver) return;
      const stopHub = Hub.listen('api', (message) => {
        const state = socketStateOf(message);
        if (state !== undefined) noteConnection({ kind: 'state', state });
        if (!isAckOf(operation, message)) return;
        clearTimeout(timer);
        timer = setTimeout(onListening, ACKS_TOGETHER_MS);
      });
      const subscriptions = open(client);
      closers = [stopHub, ...subscriptions.map((subscription) => () => subscription.unsubscribe())];
    };
    void start();
    return () => {
      isOver = true;
      clearTimeout(timer);
      for (const close of closers) close();
    };
    // A new generation means that the socket was cut: the subscriptions are made anew.
  }, [key, operation, generation]);
}
