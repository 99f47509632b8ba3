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

/** Where the middleware stands: within the retries, so that each attempt counts, as it does on the bill. */
export const meterPlace = { step: 'finalizeRequest', priority: 'low', name: 'meter' } as const;

/** Middleware of an SDK client that counts its requests, as in `client.middlewareStack.add(metered('s3'), meterPlace)`. */
export const metered =
  (service: Exclude<MeteredRequest['service'], 'appsync'>) =>
  <
    Exchange extends { readonly input: object; readonly request: unknown },
    Answer extends { readonly response: unknown },
  >(
    next: (exchange: Exchange) => Promise<Answer>,
    context: { readonly commandName?: string },
  ) =>
  async (exchange: Exchange): Promise<Answer> => {
    const record = (response: unknown) => {
      recordRequest({
        service,
        operation: (context.commandName ?? '').replace(/Command$/, ''),
        requestBytes: bytesOf(exchange.request),
        responseBytes: bytesOf(response),
        entries: entriesOf(exchange.input),
        isConsistent: isConsistent(exchange.input),
      });
    };
    try {
      const answer = await next(exchange);
      record(answer.response);
      return answer;
    } catch (error) {
      // A write whose condition does not hold is billed like any other.
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

const inputSchema = z.object({
  Entries: z.optional(z.array(z.unknown())),
  ConsistentRead: z.optional(z.boolean()),
  RequestItems: z.optional(
    z.record(z.string(), z.object({ Keys: z.optional(z.array(z.unknown())), ConsistentRead: z.optional(z.boolean()) })),
  ),
});

function entriesOf(input: object): number {
  const { Entries, RequestItems } = inputSchema.parse(input);
  if (Entries) return Entries.length;
  return RequestItems ? Object.values(RequestItems).reduce((count, { Keys = [] }) => count + Keys.length, 0) : 1;
}

function isConsistent(input: object): boolean {
  const { ConsistentRead, RequestItems } = inputSchema.parse(input);
  return ConsistentRead ?? Object.values(RequestItems ?? {}).some((items) => items.ConsistentRead === true);
}
