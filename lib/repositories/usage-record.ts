import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

export interface UsageRecord {
  /** The run's. */
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly runId: string;
  readonly blueprintId: string;
  readonly pricesOf: string;
  readonly usd: number;
  readonly lines: readonly {
    readonly service: string;
    readonly item: string;
    readonly quantity: number;
    readonly usd: number;
  }[];
  readonly recordedAt: string;
}

const created = writeDocument('create', 'UsageRecord');
const updated = writeDocument('update', 'UsageRecord');

/** Writes what a run used, over what was written when it was over before. */
export async function recordUsage(graphql: GraphqlRequest, record: UsageRecord): Promise<void> {
  const input = { ...record, lines: JSON.stringify(record.lines) };
  try {
    await graphql(created.field, created.document, { input });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    await graphql(updated.field, updated.document, { input });
  }
}
