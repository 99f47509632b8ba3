import 'server-only';
import type { ComparedStep } from '#lib/domain/run-view/compare-runs';
import { readDefinition, readRunProgress } from '#lib/domain/run-view/run-detail';
import { readStepRecord, type StepRecord } from '#lib/domain/run-view/step-record';
import { branchViews, type StepView, stepViews } from '#lib/domain/run-view/step-view';
import { readStored } from '#lib/domain/run-view/stored-value';
import { listRunOutputs, type Run } from './queries.ts';

type Made = { record: StepRecord; output: string | null };

/** A run's steps and branches with what came of them; of what was taken over, what the other run made. */
export async function getComparedSteps(run: Run): Promise<ComparedStep[]> {
  const definition = readDefinition(run.definition);
  const { state } = readRunProgress(run);
  const own = await madeIn(run.id);
  const records = new Map([...own].map(([key, { record }]) => [key, record]));
  const views = stepViews(definition, state, records).flatMap((view) => {
    const step = definition.steps.find(({ id }) => id === view.key);
    return view.branches && step ? [view, ...branchViews(step, state, records)] : [view];
  });
  const sources = [...new Set(views.flatMap(({ reusedFrom }) => reusedFrom ?? []))];
  const taken = new Map(await Promise.all(sources.map(async (id) => [id, await madeIn(id)] as const)));
  const madeOf = (view: StepView) => (view.reusedFrom ? taken.get(view.reusedFrom) : own)?.get(view.key);
  return views.map((view) => ({
    view,
    output: view.branches ? null : (madeOf(view)?.output ?? null),
    artifacts: madeOf(view)?.record.artifacts ?? [],
  }));
}

async function madeIn(runId: string): Promise<ReadonlyMap<string, Made>> {
  const stored = await listRunOutputs(runId);
  return new Map(
    stored.map((item) => {
      const record = readStepRecord(item);
      const text = JSON.stringify(readStored(item.output) ?? null, null, 2);
      // A large output lies in the bucket; two of them are told apart there alone.
      return [record.key, { record, output: record.status === 'SUCCEEDED' && !item.outputKey ? text : null }];
    }),
  );
}
