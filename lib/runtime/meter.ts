import { AsyncLocalStorage } from 'node:async_hooks';
import * as z from 'zod/mini';
import { addUsage, type MeteredRequest, type UsageLine, usageOfRequest } from '#lib/domain/cost/usage';

const contexts = new AsyncLocalStorage<Meter>();

/** Counts what a piece of work asks of AWS, apart from other work of the same process at the same time. */
export interface Meter {
  /** Does the work; requests that it makes, now or later, are counted here. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Counts a request that is made later or elsewhere. */
  plan(request: MeteredRequest): void;
  add(lines: readonly UsageLine[]): void;
  usage(): UsageLine[];
}

export function createMeter(): Meter {
  let lines: UsageLine[] = [];
  const meter: Meter = {
    run: (work) => contexts.run(meter, work),
    plan: (request) => meter.add(usageOfRequest(request)),
    add: (more) => {
      lines = addUsage(lines, more);
    },
    usage: () => lines,
  };
  return meter;
}

/** Tells the meter of the work at hand, if there is one, of a request. */
export function recordRequest(request: MeteredRequest): void {
  contexts.getStore()?.plan(request);
}

/** Tells the meter of the work at hand, if there is one, of what else was used. */
export function recordUsage(lines: readonly UsageLine[]): void {
  contexts.getStore()?.add(lines);
}

/** Where the middleware stands: within the retries, so that each attempt counts, as it does on the bill. */
export const meterPlace = { step: 'finalizeRequest', priority: 'low', name: 'meter' } as const;

/** Middleware of the SDK's client of S3 that counts its requests: `client.middlewareStack.add(meteredFiles, meterPlace)`. */
export const meteredFiles =
  <Exchange extends { readonly request: unknown }, Answer extends { readonly response: unknown }>(
    next: (exchange: Exchange) => Promise<Answer>,
    context: { readonly commandName?: string },
  ) =>
  async (exchange: Exchange): Promise<Answer> => {
    const record = (response: unknown) => {
      recordRequest({
        service: 's3',
        operation: (context.commandName ?? '').replace(/Command$/, ''),
        requestBytes: bytesOf(exchange.request),
        responseBytes: bytesOf(response),
        entries: 1,
      });
    };
    try {
      const answer = await next(exchange);
      record(answer.response);
      return answer;
    } catch (error) {
      record({});
      throw error;
    }
  };

const messageSchema = z.object({
  headers: z._default(z.record(z.string(), z.unknown()), {}),
  body: z.optional(z.unknown()),
});

function bytesOf(message: unknown): number {
  const { headers, body } = messageSchema.parse(message);
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : Number(headers['content-length'] ?? 0);
}
