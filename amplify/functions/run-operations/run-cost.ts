import { costOfRecords } from '#lib/domain/cost/recorded-run';
import { type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';

/** What a run has cost so far: its steps', and what the supervisor used for it. */
export async function getRunCost(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const run = call.run && (await ports.runs.get(call.run.id));
  if (!run) throw new Error('getRunCost was called without a run. The resolver loads it first.');
  return succeed({ runId: run.id, ...costOfRecords(run, await ports.steps.listByRun(run.id)) });
}
