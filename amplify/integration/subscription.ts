import { generateClient } from 'aws-amplify/data';
import type { Person } from './people.ts';

/** Subscribes as a person, by the stock client; what comes, and why nothing does, lands in the two lists. */
export function subscribe(person: Person, query: string, variables: Record<string, unknown> = {}) {
  const received: unknown[] = [];
  const errors: unknown[] = [];
  const result = generateClient().graphql({ query, variables, authMode: 'userPool', authToken: person.accessToken });
  if (!('subscribe' in result)) throw new Error('The operation is no subscription.');
  const subscription = result.subscribe({
    next: (message) => received.push(message.data),
    error: (error) => errors.push(error),
  });
  return { received, errors, stop: () => subscription.unsubscribe() };
}
