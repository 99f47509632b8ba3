import { type PathSource, resolvePath } from '#lib/domain/blueprint/path';
import { resolveWires } from '#lib/domain/blueprint/wires';
import { parseKey, stepKey } from '#lib/domain/run/step-key';
import type { RunRecord } from '#lib/repositories/run';
import { type RunStepRecord, runStepId } from '#lib/repositories/run-step';
import type { WorkerPorts } from './ports.ts';
import { isFanOut, pathsOf, sourcesOf } from './sources.ts';
import type { Work } from './work.ts';

/** Outputs that are fetched from the bucket at once. */
const parallelFiles = 16;

/** The input of a step or branch: what its wires lead to, and the records that its task is given. */
export async function resolveInput(work: Work, ports: WorkerPorts): Promise<Readonly<Record<string, unknown>>> {
  const { run, step, task, message } = work;
  const wantsProject =
    task.given?.includes('project') || pathsOf(step).some((path) => path.split('.')[0] === 'project');
  const wantsAssessment = task.given?.includes('assessment') && step.agent === 'assessment';
  const wantsInterview = task.given?.includes('interview') && step.agent === 'tech-design';
  const [project, assessment, interview, steps] = await Promise.all([
    wantsProject ? ports.projects.get(run.projectId).then((found) => ownOf(found, run)) : undefined,
    wantsAssessment ? ports.assessments.get(run.projectId).then((found) => ownOf(found, run)) : undefined,
    wantsInterview ? ports.designInterviews?.get(run.projectId).then((found) => ownOf(found, run)) : undefined,
    outputsOf(work, ports),
  ]);
  const source: PathSource = { run: { input: run.input }, project, steps };
  const { branch: index } = parseKey(message.key);
  const list = step.forEach ? resolvePath(step.forEach.from, source) : undefined;
  const branch = index === undefined ? {} : { index, item: elementAt(list, index) };
  return {
    ...(wantsProject && task.given?.includes('project') ? { project } : {}),
    ...(wantsAssessment ? { assessment: assessment ?? null } : {}),
    ...(wantsInterview ? { interview: interview ?? null } : {}),
    ...resolveWires(step.inputs, { ...source, ...branch }),
  };
}

/** A record of the run's own organization: an id that was freed with its project may be another's by now. */
function ownOf<Found extends { readonly organization: string }>(
  record: Found | undefined,
  { organization }: RunRecord,
): Found | undefined {
  return record?.organization === organization ? record : undefined;
}

function elementAt(list: unknown, index: number): unknown {
  const elements: readonly unknown[] = Array.isArray(list) ? list : [];
  return elements[index] ?? null;
}

async function outputsOf(work: Work, ports: WorkerPorts): Promise<Record<string, { output: unknown }>> {
  const { run, step } = work;
  const records = await recordsOf(work, ports);
  const outputs = new Map<string, unknown>();
  const wanted = [...records];
  for (let start = 0; start < wanted.length; start += parallelFiles) {
    const part = wanted.slice(start, start + parallelFiles);
    await Promise.all(part.map(async ([key, record]) => outputs.set(key, await outputOf(record, ports))));
  }
  const valueOf = (id: string) => {
    if (!isFanOut(run.definition, id)) return outputs.get(id) ?? null;
    return run.state.steps[id]?.status === 'SKIPPED'
      ? null
      : branchesOf(run, id).map((key) => outputs.get(key) ?? null);
  };
  return Object.fromEntries(sourcesOf(step).map((id) => [id, { output: valueOf(id) }]));
}

async function outputOf(record: RunStepRecord, ports: Pick<WorkerPorts, 'readFile'>): Promise<unknown> {
  return record.outputKey ? JSON.parse(await ports.readFile(record.outputKey)) : record.output;
}

function branchesOf(run: RunRecord, id: string): string[] {
  return Array.from({ length: run.state.steps[id]?.branches ?? 0 }, (_, index) => stepKey(id, index));
}

/** Records of the steps and branches that the step takes values from, by key. */
async function recordsOf(work: Work, ports: Pick<WorkerPorts, 'steps'>): Promise<Map<string, RunStepRecord>> {
  const { run, step, opened } = work;
  const ids = new Map(
    sourcesOf(step).flatMap((id) => {
      const state = run.state.steps[id];
      const keys = isFanOut(run.definition, id) ? branchesOf(run, id) : state?.status === 'SKIPPED' ? [] : [id];
      // What a replay took over stands in the run that did it.
      return keys.map((key) => [runStepId(state?.reusedFrom ?? run.id, key), key] as const);
    }),
  );
  const missing = [...ids.keys()].filter((id) => !opened.read.includes(id));
  const read = missing.length > 0 ? await ports.steps.getMany(missing) : [];
  const records = new Map([...opened.steps, ...read]);
  const found = [...ids].flatMap(([id, key]) => {
    const record = records.get(id);
    return record?.status === 'SUCCEEDED' ? [[key, record] as const] : [];
  });
  return new Map(found);
}
