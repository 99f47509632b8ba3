import 'server-only';
import type { ComparedStep } from '#lib/domain/run-view/compare-runs';
import { readDefinition } from '#lib/domain/run-view/definition';
import { readRunProgress } from '#lib/domain/run-view/run-detail';
import { readStepRecord, type StepRecord } from '#lib/domain/run-view/step-record';
import { branchViews, type StepView, stepViews } from '#lib/domain/run-view/step-view';
import { readStored } from '#lib/domain/run-view/stored-value';
import { checksumOf, readArtifactText } from './artifact-text.ts';
import { listRunOutputs, type Run } from './queries.ts';

type Made = { record: StepRecord; output: string | null; outputKey: string | null };

/** Of so many large outputs the checksums are asked for; with more, the rest are not compared. */
const COMPARED_FILES = 50;

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
    output: madeOf(view)?.output ?? null,
    outputKey: madeOf(view)?.outputKey ?? null,
  }));
}

/** A step's output as indented JSON, of a large one the beginning; empty where there is none. */
export async function getOutputText(projectId: string, step: ComparedStep | undefined): Promise<string> {
  if (!step?.outputKey) return step?.output ?? '';
  const file = await readArtifactText(projectId, step.outputKey);
  if (!file.ok) return '';
  return file.data.isCut ? file.data.text : JSON.stringify(readStored(file.data.text), null, 2);
}

async function madeIn(runId: string): Promise<ReadonlyMap<string, Made>> {
  const stored = await listRunOutputs(runId);
  const large = stored.filter(({ outputKey }) => outputKey).slice(0, COMPARED_FILES);
  const sums = new Map(
    await Promise.all(
      large.map(async ({ projectId, outputKey }) => [outputKey, await checksumOf(projectId, outputKey ?? '')] as const),
    ),
  );
  return new Map(
    stored.map((item) => {
      const record = readStepRecord(item);
      const outputKey = item.outputKey ?? null;
      const text = JSON.stringify(readStored(item.output) ?? null, null, 2);
      const output = outputKey ? (sums.get(outputKey) ?? null) : text;
      return [record.key, { record, output: record.status === 'SUCCEEDED' ? output : null, outputKey }];
    }),
  );
}
