import { createHash } from 'node:crypto';
import { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../failures.ts';
import { authorize, type Call } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import type { Place, Table } from '../tables/table.ts';
import { isThrottled, throttledReason } from '../throttling/refusals.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';
import type { Reason } from './cancellation-reason.ts';
import { addUsage, type CapacityMode, describeUsage, noUsage, type Usage } from './capacity.ts';
import { readItem, type Stored, writeItem } from './item-store.ts';
import { assertCondition, type WriteRequest } from './prepared-write.ts';
import { collectionMetric } from './write-one.ts';

/** How long a token stands for its transaction. */
const TOKEN_MS = 10 * 60 * 1000;
const MOST_BYTES = 4 * 1024 * 1024;

type TransactionOptions = {
  capacityMode: CapacityMode;
  metricsMode: string | undefined;
  /** A failed condition's reason; inserts of PartiQL have one of their own. */
  conditionReason?(request: WriteRequest): Reason | undefined;
};

/**
 * Executes writes all together or not at all. Requests run one after another here, so a conflict of two transactions
 * cannot arise. @throws ServiceError TransactionCanceledException with a reason per write
 */
export function transactWrites(
  state: DynamoState,
  writes: readonly { request: WriteRequest; action: string }[],
  call: Call,
  options: TransactionOptions,
): Record<string, unknown> {
  for (const { request, action } of writes) {
    authorize(state, call, action, state.find(request.input.TableName)?.arn ?? state.tableArn(request.input.TableName));
  }
  const tables = writes.map(({ request }) => state.table(request.input.TableName));
  const reasons: Reason[] = [];
  const located = writes.map(({ request }, position) => {
    const table = tables[position] ?? state.table(request.input.TableName);
    const place = attempt(reasons, position, () => {
      const found = request.locate(table);
      state.throttle.admit({ table, kind: 'Write', operation: call.operation });
      return found;
    });
    return { request, table, place };
  });
  if (reasons.length > 0) throw cancelled(reasons, writes.length);
  assertDistinct(located);
  return state.transaction(() => {
    const changes = located.map(({ request, table, place }, position) => {
      const before = place && readItem(state, table, place);
      const after = attempt(
        reasons,
        position,
        () => {
          assertCondition(request, before?.item);
          return { item: request.produce(table, before?.item) };
        },
        () => options.conditionReason?.(request),
      );
      return { request, table, place, before, after: after?.item };
    });
    if (reasons.length > 0) throw cancelled(reasons, writes.length);
    assertSize(changes);
    return apply(state, changes, options);
  });
}

type Change = {
  request: WriteRequest;
  table: Table;
  place: Place | undefined;
  before: Stored | undefined;
  after: Item | undefined;
};

function apply(state: DynamoState, changes: readonly Change[], options: TransactionOptions): Record<string, unknown> {
  const usages = new Map<Table, Usage>();
  const metrics: Record<string, unknown[]> = {};
  for (const { table, place, before, after, request } of changes) {
    if (!place) continue;
    const isCheck = before !== undefined && after === before.item;
    const usage = isCheck
      ? { table: Math.max(1, Math.ceil(before.size / 1024)), indexes: new Map() }
      : writeItem(state, table, place, {
          before,
          after,
          measuresIndexes: options.capacityMode !== undefined || state.throttle.measures(table),
        });
    const sum = usages.get(table) ?? noUsage();
    // Transactions prepare and commit: every write counts twice.
    addUsage(sum, usage);
    addUsage(sum, usage);
    usages.set(table, sum);
    const metric =
      options.metricsMode === 'SIZE' ? collectionMetric(table, after ?? request.input.Key ?? {}) : undefined;
    if (metric) (metrics[table.name] ??= []).push(metric);
  }
  for (const [table, usage] of usages) state.throttle.spend(table, 'Write', usage);
  const capacity = [...usages]
    .map(([table, usage]) => describeUsage(table, usage, options.capacityMode, 'Write'))
    .filter((described) => described !== undefined);
  return {
    ...(capacity.length > 0 && { ConsumedCapacity: capacity }),
    ...(Object.keys(metrics).length > 0 && { ItemCollectionMetrics: metrics }),
  };
}

/** Runs one step of a transaction; its refusal becomes the reason at its position. */
export function attempt<Result>(
  reasons: Reason[],
  position: number,
  step: () => Result,
  conditionReason?: () => Reason | undefined,
): Result | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { name, message, details } = error;
    if (name === 'ConditionalCheckFailedException') {
      reasons[position] = conditionReason?.() ?? {
        Code: 'ConditionalCheckFailed',
        Message: message,
        ...(details as object),
      };
    } else if (name === 'ValidationException') {
      reasons[position] = { Code: 'ValidationError', Message: message };
    } else if (isThrottled(error)) {
      reasons[position] = throttledReason(error);
    } else throw error;
    return undefined;
  }
}

export function cancelled(reasons: readonly (Reason | undefined)[], count: number): ServiceError {
  const all = Array.from({ length: count }, (_, position): Reason => reasons[position] ?? { Code: 'None' });
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${all.map(({ Code }) => Code).join(', ')}]`,
    { details: { CancellationReasons: all } },
  );
}

/** @throws ServiceError where two operations of a transaction address one item. */
export function assertDistinct(located: readonly { table: Table; place: Place | undefined }[]): void {
  const seen = new Set<string>();
  for (const { table, place } of located) {
    if (!place) continue;
    const mark = `${table.id}/${Buffer.from(place.pk).toString('hex')}/${Buffer.from(place.sk).toString('hex')}`;
    if (seen.has(mark)) throw invalid('Transaction request cannot include multiple operations on one item');
    seen.add(mark);
  }
}

function assertSize(changes: readonly Change[]): void {
  let bytes = 0;
  for (const { after } of changes) bytes += after ? itemSize(after) : 0;
  if (bytes > MOST_BYTES)
    throw invalid('Collection size of items in transaction exceeded the maximum allowed size (4 MB)');
}

/** Runs `work` once per token; the same token with another request is refused. */
export function withToken(
  state: DynamoState,
  token: string | undefined,
  request: unknown,
  work: () => Record<string, unknown>,
): Record<string, unknown> {
  if (token === undefined) return work();
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64');
  const now = state.clock.now();
  return state.transaction(() => {
    const known = state.store.get(
      'SELECT fingerprint, response FROM tokens WHERE token = ? AND expires_at > ?',
      token,
      now,
    );
    if (known) {
      if (known.fingerprint === fingerprint) return JSON.parse(String(known.response)) as Record<string, unknown>;
      throw new ServiceError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request.',
      );
    }
    const response = work();
    state.store.run('DELETE FROM tokens WHERE expires_at <= ?', now);
    state.store.run(
      'INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)',
      token,
      fingerprint,
      JSON.stringify(response),
      now + TOKEN_MS,
    );
    return response;
  });
}
