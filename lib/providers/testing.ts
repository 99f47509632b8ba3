import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { type AgentResult, defineAgent, defineTask, noUsage } from '#lib/agents/agent';
import { type BreakerState, closedBreaker } from '#lib/domain/breaker/breaker';
import type { TaskRequest } from './embedded/run-task.ts';
import type { BreakerStore, ProviderServices } from './provider.ts';

const outputSchema = z.object({ summary: z.string(), usd: z.number(), outlook: z.string().optional() });

/** What the core of the agent below computes. */
export const computed = { summary: 'The claims office pays 1200 USD a month.', usd: 1200 };

const result = (): AgentResult<z.infer<typeof outputSchema>> => ({
  ...{ output: computed, artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage },
});

const task = defineTask('clerk', {
  title: 'Sum up',
  input: z.object({}),
  output: outputSchema,
  run: () => Promise.resolve(result()),
});

/** An agent whose only task sums up a cost. */
export const clerk = defineAgent(
  {
    ...{ id: 'clerk', name: 'Clerk', purpose: 'Sums up.', phase: 'platform', provider: 'embedded', tools: [] },
    ...{ timeoutSeconds: 10, retries: 0, memoryMb: 128, costClass: 'free', input: z.object({}), output: z.unknown() },
  },
  () => Promise.resolve(result()),
  'You sum up costs.',
  { sum: task },
);

/** A request for that task, and the lines that are logged meanwhile. */
export function requestFor(more: Partial<TaskRequest> = {}): { request: TaskRequest; lines: string[] } {
  const lines: string[] = [];
  const context: TaskRequest['context'] = {
    ...{ attempt: 1, continuation: undefined, now: () => new Date(), remainingMs: () => 10_000 },
    ...{ emit: () => undefined, progress: () => Promise.resolve(), log: (line) => void lines.push(line) },
    saveContinuation: () => Promise.reject(new Error('not here')),
    callTool: () => Promise.reject(new Error('no tools here')),
    place: { runId: 'r1', key: 'step' },
  };
  const { signal } = new AbortController();
  return {
    request: { agentId: 'clerk', workId: 'work-1', task, input: {}, timeoutMs: 10_000, signal, context, ...more },
    lines,
  };
}

/** Breakers of one process, with the promise of the shared ones: a write counts where nobody was faster. */
export function createMemoryBreakers(): BreakerStore & { readonly states: Map<string, BreakerState> } {
  const states = new Map<string, BreakerState>();
  const versions = new Map<string, number>();
  return {
    states,
    load: (key) => Promise.resolve({ state: states.get(key) ?? closedBreaker, version: versions.get(key) ?? 0 }),
    save: (key, state, version) => {
      if ((versions.get(key) ?? 0) !== version) return Promise.resolve(false);
      states.set(key, state);
      versions.set(key, version + 1);
      return Promise.resolve(true);
    },
  };
}

/** Services of a test: loopback may be asked, pauses are as short as they can be. */
export function servicesWith(more: Partial<ProviderServices> = {}): ProviderServices {
  return {
    ...{ breakers: createMemoryBreakers(), now: Date.now, random: () => 0, warn: () => undefined },
    ...{ secret: () => undefined, privateHosts: ['127.0.0.0/8'] },
    ...more,
  };
}

/** A service on a free port of the loopback interface. */
export async function serve(listener: RequestListener): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The JSON of a request. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: unknown[] = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(parts.map(String).join(''));
}
