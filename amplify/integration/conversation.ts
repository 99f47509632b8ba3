import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ask, type Person } from './people.ts';

const historySchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      messageType: z.string(),
      message: z.string(),
      replyTo: z.string().nullish(),
      correlationId: z.string(),
      metadata: z.unknown(),
    }),
  ),
  nextToken: z.string().nullish(),
});
export type HistoryItem = z.infer<typeof historySchema>['items'][number];

const SEND = `mutation($projectId: ID!, $message: String!, $key: String, $questionId: String, $agentId: String!) {
  sendMessageToAgent(projectId: $projectId, agentId: $agentId, message: $message, idempotencyKey: $key, questionId: $questionId) { id correlationId }
}`;

/** Sends a message to an agent, that of the assessment unless another is named. */
export const send = (
  person: Person,
  input: { projectId: string; message: string; key?: string; questionId?: string; agentId?: string },
): Promise<{ id: string; correlationId: string }> =>
  ask(person, z.object({ id: z.string(), correlationId: z.string() }), SEND, { agentId: 'assessment', ...input });

/** A project's messages, newest first. */
export async function history(person: Person, projectId: string): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = await ask(
      person,
      historySchema,
      `query($projectId: ID!, $nextToken: String) { getConversationHistory(projectId: $projectId, limit: 100, nextToken: $nextToken) {
         items { id messageType message replyTo correlationId metadata } nextToken } }`,
      { projectId, nextToken },
    );
    items.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken);
  return items;
}

/** Asks until the answer is there; fails with what was awaited. */
export async function eventually<Value>(
  what: string,
  attempt: () => Promise<Value | undefined> | Value | undefined,
  seconds = 60,
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`still waiting for ${what} after ${seconds} s`);
    await sleep(100);
  }
}

/** The agent's reply to a message. */
export const replyTo = (person: Person, projectId: string, id: string): Promise<HistoryItem> =>
  eventually(`the reply to ${id}`, async () => (await history(person, projectId)).find((item) => item.replyTo === id));
