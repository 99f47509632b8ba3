import * as z from 'zod/mini';
import type { AgentUsage } from '#lib/agents/agent';
import { priceUsage } from '#lib/domain/cost/run-cost';
import { addUsage, type UsageLine, usageLineSchema, usageOfModel } from '#lib/domain/cost/usage';
import type { RunStepWrite } from '#lib/repositories/run-step';
import type { Work } from './work.ts';

/** What an attempt leaves beside its outcome. */
export interface Leavings {
  readonly input: unknown;
  readonly logs: readonly string[];
  /** Of AWS, the write of the record, of so many bytes, and what comes after it included: news of it, unless it is `driven`. */
  readonly usage: (recordBytes: number, isDriven?: boolean) => readonly UsageLine[];
}

/** What the usage itself takes in the record, and the mutation around it, roughly. */
const usageBytes = 1500;
const usageSchema = z.array(usageLineSchema);

/**
 * Adds to a write what was spent: `usage`, as JSON, of all attempts at the step until now; `usd` of this attempt
 * alone, all its slices together, since the budget is told of each attempt by itself.
 */
export function withSpending(
  work: Pick<Work, 'own' | 'message'>,
  write: RunStepWrite,
  leavings: Pick<Leavings, 'usage'>,
  model?: AgentUsage,
  isDriven = false,
): RunStepWrite & { readonly usage: string; readonly usd: number } {
  const { own, message } = work;
  const recordBytes = Buffer.byteLength(JSON.stringify(write)) + usageBytes;
  const mine = addUsage(leavings.usage(recordBytes, isDriven), model ? usageOfModel(model) : []);
  const usage = addUsage(usageSchema.parse(own?.usage ?? []), mine);
  // A worker that was lost left none.
  const before = own?.attempt === message.attempt ? (own.usd ?? 0) : 0;
  const usd = before + priceUsage(mine);
  return { ...write, usage: JSON.stringify(usage), usd };
}
