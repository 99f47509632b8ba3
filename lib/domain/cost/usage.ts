import * as z from 'zod/mini';

/**
 * What was used of a service: `quantity` in the units of lib/domain/cost/prices, or USD where a provider meters
 * itself (`models`). `requests` are the requests to AWS that it took.
 */
export const usageLineSchema = z.object({
  service: z.string(),
  item: z.string(),
  quantity: z.number(),
  requests: z.number(),
  /** Of models alone. */
  inputTokens: z.optional(z.number()),
  outputTokens: z.optional(z.number()),
});
export type UsageLine = z.infer<typeof usageLineSchema>;

/** Adds up lines of the same service and item; the order is the one of first appearance. */
export function addUsage(...lists: readonly (readonly UsageLine[])[]): UsageLine[] {
  const sums = new Map<string, UsageLine>();
  for (const line of lists.flat()) {
    const key = `${line.service}/${line.item}`;
    const sum = sums.get(key);
    sums.set(key, {
      ...line,
      quantity: (sum?.quantity ?? 0) + line.quantity,
      requests: (sum?.requests ?? 0) + line.requests,
      ...tokensOf(sum, line),
    });
  }
  return [...sums.values()];
}

/** A request to AWS as a meter sees it; sizes in bytes. */
export interface MeteredRequest {
  readonly service: 'dynamodb' | 'appsync' | 'sqs' | 'eventbridge' | 's3' | 'bedrock-data-automation-runtime';
  /** The operation's name in the API, such as `UpdateItem`; of AppSync the field. */
  readonly operation: string;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Entries of a batch; 1 for anything else. */
  readonly entries: number;
  /** Reads that need not be consistent cost half. */
  readonly isConsistent?: boolean;
}

const kilobyte = 1024;
const units = (bytes: number, size: number) => Math.max(1, Math.ceil(bytes / size));

/** Index entries that a write of a run's record takes with it, by the mutation: each is a write of its own. */
const indexWrites: Readonly<Record<string, number>> = { saveRun: 1, saveRunStep: 1, createRun: 2, createArtifact: 2 };

/**
 * What a request costs in priced units. Sizes on the wire stand for sizes of items, which is a little above what is
 * billed: JSON has its names and quotes.
 */
export function usageOfRequest(request: MeteredRequest): UsageLine[] {
  const { service, operation, requestBytes, responseBytes, entries } = request;
  switch (service) {
    case 'dynamodb': {
      const isRead = ['GetItem', 'BatchGetItem', 'Query', 'Scan'].includes(operation);
      const share = request.isConsistent ? 1 : 0.5;
      return isRead
        ? [
            {
              service,
              item: 'read unit',
              // Each item of a batch costs a unit at least, also one that is not there.
              quantity: share * Math.max(entries, units(responseBytes, 4 * kilobyte)),
              requests: 1,
            },
          ]
        : [{ service, item: 'write unit', quantity: units(requestBytes, kilobyte), requests: 1 }];
    }
    case 'appsync':
      return [
        { service, item: 'operation', quantity: 1, requests: 1 },
        // The resolver's own write to the table, and those to its indexes.
        {
          service: 'dynamodb',
          item: 'write unit',
          quantity: (1 + (indexWrites[operation] ?? 1)) * units(requestBytes, kilobyte),
          requests: 0,
        },
      ];
    case 'sqs':
      return [{ service, item: 'request', quantity: units(requestBytes, 64 * kilobyte), requests: 1 }];
    case 'eventbridge':
      return [
        {
          service,
          item: 'event',
          quantity: entries * units(requestBytes / Math.max(1, entries), 64 * kilobyte),
          requests: 1,
        },
      ];
    case 's3': {
      const item = operation.startsWith('Get') || operation.startsWith('Head') ? 'read request' : 'write request';
      return [{ service, item, quantity: 1, requests: 1 }];
    }
    case 'bedrock-data-automation-runtime':
      // Pages are billed, by `usageOfRecognition`.
      return [{ ...pageLine, quantity: 0, requests: 1 }];
  }
}

const pageLine = { service: 'bedrock-data-automation', item: 'page' } as const;

/** Pages whose text was recognized. */
export function usageOfRecognition(pages: number): UsageLine[] {
  return [{ ...pageLine, quantity: pages, requests: 0 }];
}

/** Time of a function: `milliseconds` as billed, of `memoryMb`; `invocations` may be a share of one, of a batch. */
export function usageOfFunction(time: {
  readonly milliseconds: number;
  readonly memoryMb: number;
  readonly invocations: number;
}): UsageLine[] {
  const gigabyteSeconds = (time.milliseconds / 1000) * (time.memoryMb / 1024);
  return [
    { service: 'lambda', item: 'request', quantity: time.invocations, requests: 0 },
    { service: 'lambda', item: 'duration', quantity: gigabyteSeconds, requests: 0 },
  ];
}

/** Tokens of models, which the provider prices itself in USD. */
export function usageOfModel(model: {
  readonly usd: number;
  readonly calls: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}): UsageLine[] {
  const { calls, usd: quantity } = model;
  return calls === 0 ? [] : [{ service: 'models', item: 'tokens', quantity, requests: calls, ...tokensOf(model) }];
}

function tokensOf(...lines: readonly (Pick<UsageLine, 'inputTokens' | 'outputTokens'> | undefined)[]) {
  const sum = (of: (line: Pick<UsageLine, 'inputTokens' | 'outputTokens'>) => number | undefined) =>
    lines.reduce((total, line) => total + ((line && of(line)) ?? 0), 0);
  const isTold = lines.some((line) => line?.inputTokens !== undefined || line?.outputTokens !== undefined);
  if (!isTold) return {};
  return { inputTokens: sum(({ inputTokens }) => inputTokens), outputTokens: sum(({ outputTokens }) => outputTokens) };
}
