import { generateClient } from 'aws-amplify/data';
import type { Person } from './people.ts';

/** Subscribes as a person, by the stock client; what comes lands in the list. */
export function subscribe(person: Person, query: string, variables: Record<string, unknown> = {}) {
  const received: unknown[] = [];
  const result = generateClient().graphql({ query, variables, authMode: 'userPool', authToken: person.accessToken });
  if (!('subscribe' in result)) throw new Error('The operation is no subscription.');
  const subscription = result.subscribe({
    next: (message) => received.push(message.data),
    // The client connects again by itself.
    error: () => undefined,
  });
  return { received, stop: () => subscription.unsubscribe() };
}
