import * as z from 'zod/mini';
import { costOfRun } from '#lib/domain/cost/run-cost';
import { usageLineSchema } from '#lib/domain/cost/usage';
import { type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';

const usageSchema = z._default(z.nullable(z.array(usageLineSchema)), null);

/** What a run has cost so far: its steps', and what the supervisor used for it. */
export async function getRunCost(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const run = call.run && (await ports.runs.get(call.run.id));
  if (!run) throw new Error('getRunCost was called without a run. The resolver loads it first.');
  const steps = await ports.steps.listByRun(run.id);
  const parts = [
    ...steps.map(({ key, usage }) => ({ key, usage: usageSchema.parse(usage ?? null) ?? [] })),
    { key: null, usage: usageSchema.parse(run.usage ?? null) ?? [] },
  ];
  return succeed({ runId: run.id, ...costOfRun(parts) });
}
