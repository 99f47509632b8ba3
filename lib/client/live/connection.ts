'use client';

import { useSyncExternalStore } from 'react';

/** Whether the backend tells us what happens, and how often the subscriptions had to be made anew. */
export type Connection = { isCut: boolean; generation: number };

/** What the realtime client says of its socket, and that the backend answered a request. */
export type ConnectionEvent = { kind: 'state'; state: string } | { kind: 'answered' };

export const initialConnection: Connection = { isCut: false, generation: 0 };

/**
 * Follows the socket. Left alone, the realtime client tries again after five seconds and then once a minute only; so
 * while it is cut the lists keep asking, and the first answer makes the subscriptions anew at once.
 */
export function nextConnection(connection: Connection, event: ConnectionEvent): Connection {
  if (event.kind === 'answered') {
    return connection.isCut ? { isCut: false, generation: connection.generation + 1 } : connection;
  }
  if (event.state === 'Connected') return connection.isCut ? { ...connection, isCut: false } : connection;
  const isCut = event.state.startsWith('ConnectionDisrupted');
  return isCut && !connection.isCut ? { ...connection, isCut } : connection;
}

let current = initialConnection;
const listeners = new Set<() => void>();

/** Takes in what happened to the connection and tells whoever watches it. */
export function noteConnection(event: ConnectionEvent): void {
  const next = nextConnection(current, event);
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The connection as it is now. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => initialConnection,
  );
}
