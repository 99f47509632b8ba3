import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach } from 'vitest';
import type { Ports } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { lambda } from './index.ts';
import { functionsOf } from './testing.ts';

export type StartOptions = {
  properties?: Record<string, object>;
  resources?: readonly Resource[];
  ports?: Partial<Ports>;
  folder?: string;
};

/** Starts Lambda for one test, with functions of these sources; stopped after the test. */
export function lambdaStarter() {
  const running: StartedServices[] = [];
  afterEach(async () => {
    for (const services of running.splice(0)) await services.stop();
  });
  return async (sources: Record<string, string>, options: StartOptions = {}) => {
    const { assets, resources } = functionsOf(sources, options.properties);
    const services = await startServices([lambda], {
      assets,
      resources: [...resources, ...(options.resources ?? [])],
      ...(options.ports ? { ports: options.ports } : {}),
      ...(options.folder ? { folder: options.folder } : {}),
    });
    running.push(services);
    return { services, assets, client: new LambdaClient(services.client) };
  };
}

export type Sent = Parameters<Ports['sqs']['send']>[0];

/** A queue service that takes messages; `next` gives them one after the other as they come. */
export function sentMessages() {
  const sent: Sent[] = [];
  const waiting: ((message: Sent) => void)[] = [];
  let read = 0;
  const sqs: Ports['sqs'] = {
    send(message) {
      sent.push(message);
      const taker = waiting.shift();
      if (taker) {
        read += 1;
        taker(message);
      }
      return { messageId: '1' };
    },
    receive: ({ signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve([]));
      }),
    delete: () => undefined,
    changeVisibility: () => undefined,
    queue: (arn) => ({ arn, url: arn, name: arn, visibilitySeconds: 30, fifo: false }),
  };
  const next = (): Promise<Sent> => {
    const message = sent[read];
    if (message && waiting.length === 0) {
      read += 1;
      return Promise.resolve(message);
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  return { sqs, sent, next };
}

/** Invocations so far, oldest first, once `enough` holds. */
export async function invocations(
  services: StartedServices,
  enough: (all: readonly Recent[]) => boolean,
): Promise<Recent[]> {
  for (;;) {
    const response = await fetch(`${services.endpoint}/_offline/invocations`);
    const all = ((await response.json()) as Recent[]).toReversed();
    if (enough(all)) return all;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export type Recent = {
  requestId: string;
  functionName: string;
  status: string;
  trigger: string;
  payload: string;
  result: string;
  traceId: string;
  memoryMb: number;
  durationMs: number;
  error?: { type: string; message: string };
  logs: string[];
};
