import { generateClient } from 'aws-amplify/data';
import type { Schema } from '../amplify/data/resource.ts';
import { request, startBenchBackend } from './backend.ts';
import type { Measurement } from './measurement.ts';
import { percentile } from './statistics.ts';

const CHATS = 20;
const ROUNDS = 5;
const CREATE = `mutation($input: CreateProjectInput!) { createProject(input: $input) { id organization name status createdAt updatedAt } }`;
const SEND = `mutation($projectId: ID!, $message: String!) { sendMessageToAgent(projectId: $projectId, agentId: "assessment", message: $message) { id } }`;
const TEXTS = [
  'We have about 40 TB of data in Snowflake and two data engineers.',
  'Yes, we process personal data; our DPO signs off each new use.',
  'The budget is €250k and we need results by March.',
  'We have no data lake, but we do use Kafka and SAP.',
  'The CFO sponsors it; the goal is to halve the time to answer a claim.',
];

export const conversations = {
  title: `Messages to the assessment agent, ${CHATS} chats at once`,
  async measure(): Promise<Measurement[]> {
    const backend = await startBenchBackend();
    try {
      const client = generateClient<Schema>();
      const firstDelta: number[] = [];
      const reply: number[] = [];
      const chat = async (index: number) => {
        const input = { organization: 'demo', name: `Chat ${index}` };
        const { createProject } = await request(backend, CREATE, { input });
        const projectId = (createProject as { id: string }).id;
        const waiting = new Map<string, { first?: number; done?: () => void }>();
        const of = (id: string) => waiting.get(id) ?? waiting.set(id, {}).get(id) ?? {};
        const subscription = client.subscriptions.onMessageDelta({ projectId }).subscribe({
          next: (delta) => {
            const entry = of(delta.replyTo);
            entry.first ??= performance.now();
            if (delta.done) entry.done?.();
          },
          error: () => undefined,
        });
        await new Promise((resolve) => setTimeout(resolve, 1500)); // the subscription's acknowledgement
        for (let round = 0; round < ROUNDS; round += 1) {
          const began = performance.now();
          const { sendMessageToAgent } = await request(backend, SEND, { projectId, message: TEXTS[round] });
          const entry = of((sendMessageToAgent as { id: string }).id);
          await new Promise<void>((resolve) => {
            entry.done = resolve;
          });
          if (round === 0) continue; // cold environments are measured by themselves
          firstDelta.push((entry.first ?? began) - began);
          reply.push(performance.now() - began);
        }
        subscription.unsubscribe();
      };
      await Promise.all(Array.from({ length: CHATS }, (_, index) => chat(index)));
      const unit = 'ms';
      return [
        { name: 'message → first delta: p50', value: percentile(firstDelta, 0.5), unit },
        { name: 'message → first delta: p95', value: percentile(firstDelta, 0.95), unit },
        { name: 'message → whole reply: p50', value: percentile(reply, 0.5), unit },
        { name: 'message → whole reply: p95', value: percentile(reply, 0.95), unit },
      ];
    } finally {
      await backend.stop();
    }
  },
};
