import { type PathSource, resolvePath, stepOfPath } from '#lib/domain/blueprint/path';
import type { Blueprint, Step } from '#lib/domain/blueprint/schema';
import { resolveWires } from '#lib/domain/blueprint/wires';
import { parseKey, stepKey } from '#lib/domain/run/step-key';
import { type RunStepRecord, runStepId, type WorkedRun } from '#lib/repositories/run-step';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** A replay of a replay and so on: the results of so many runs are looked through at most. */
const maximumReplays = 20;
/** Outputs that are fetched from the bucket at once. */
const parallelFiles = 16;

/** Steps that a step takes values from. */
export function sourcesOf(step: Step): string[] {
  return [...new Set(pathsOf(step).flatMap((path) => stepOfPath(path) ?? []))];
}

/** The keys of their records, as far as the blueprint alone tells: those of a fan-out depend on its list. */
export function knownSourceKeys(definition: Blueprint, key: string): string[] {
  const step = definition.steps.find(({ id }) => id === parseKey(key).stepId);
  const fanOuts = new Set(definition.steps.filter(({ forEach }) => forEach).map(({ id }) => id));
  return step ? sourcesOf(step).filter((id) => !fanOuts.has(id)) : [];
}

function pathsOf(step: Step): string[] {
  const wired = Object.values(step.inputs).flatMap((wire) => ('from' in wire ? [wire.from] : []));
  return step.forEach ? [...wired, step.forEach.from] : wired;
}

/** The input of a step or branch: what its wires lead to, and the records that its task is given. */
export async function resolveInput(work: Work, ports: WorkerPorts): Promise<Readonly<Record<string, unknown>>> {
  const { run, step, task, message } = work;
  const wantsProject = task.given?.includes('project') || pathsOf(step).some((path) => path.split('.')[0] === 'project');
  const wantsAssessment = task.given?.includes('assessment') && step.agent === 'assessment';
  const [project, assessment, steps] = await Promise.all([
    wantsProject ? ports.projects.get(run.projectId) : undefined,
    wantsAssessment ? ports.assessments.get(run.projectId) : undefined,
    outputsOf(work, ports),
  ]);
  const source: PathSource = { run: { input: run.input }, project, steps };
  const { branch: index } = parseKey(message.key);
  const list = step.forEach ? resolvePath(step.forEach.from, source) : undefined;
  const branch = index === undefined ? {} : { index, item: Array.isArray(list) ? (list[index] ?? null) : null };
  return {
    ...(wantsProject && task.given?.includes('project') ? { project } : {}),
    ...(wantsAssessment ? { assessment: assessment ?? null } : {}),
    ...resolveWires(step.inputs, { ...source, ...branch }),
  };
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
    const isFanOut = run.definition.steps.some((candidate) => candidate.id === id && candidate.forEach);
    if (!isFanOut) return outputs.get(id) ?? null;
    return run.state.steps[id]?.status === 'SKIPPED' ? null : branchesOf(run, id).map((key) => outputs.get(key) ?? null);
  };
  return Object.fromEntries(sourcesOf(step).map((id) => [id, { output: valueOf(id) }]));
}

async function outputOf(record: RunStepRecord, ports: Pick<WorkerPorts, 'readFile'>): Promise<unknown> {
  return record.outputKey ? JSON.parse(await ports.readFile(record.outputKey)) : record.output;
}

function branchesOf(run: WorkedRun, id: string): string[] {
  return Array.from({ length: run.state.steps[id]?.branches ?? 0 }, (_, index) => stepKey(id, index));
}

/** Records of the steps and branches that the step takes values from, by key; from the run that is replayed where taken over. */
async function recordsOf(work: Work, ports: Pick<WorkerPorts, 'steps'>): Promise<Map<string, RunStepRecord>> {
  const { run, step, opened } = work;
  const found = new Map<string, RunStepRecord>();
  let wanted = sourcesOf(step).flatMap((id) => {
    const isFanOut = run.definition.steps.some((candidate) => candidate.id === id && candidate.forEach);
    return isFanOut ? branchesOf(run, id) : run.state.steps[id]?.status === 'SKIPPED' ? [] : [id];
  });
  const isTakenOver = (key: string) => run.state.steps[parseKey(key).stepId]?.status === 'REUSED';
  let from: Pick<WorkedRun, 'id' | 'replayOf'> | undefined = run;
  for (let round = 0; from && wanted.length > 0 && round < maximumReplays; round += 1) {
    const { id: runId } = from;
    const ids = wanted.map((key) => runStepId(runId, key)).filter((id) => !opened.read.includes(id));
    const records = new Map([...opened.steps, ...(ids.length > 0 ? await ports.steps.getMany(ids) : [])]);
    for (const key of wanted) {
      const record = records.get(runStepId(runId, key));
      if (record?.status === 'SUCCEEDED') found.set(key, record);
    }
    wanted = wanted.filter((key) => !found.has(key) && isTakenOver(key));
    const { replayOf } = from;
    if (wanted.length === 0 || !replayOf) break;
    // A replay's predecessor may be gone; its results then count as missing.
    from = round === 0 ? { id: replayOf, replayOf: null } : undefined;
    const earlier = await ports.steps.getRun(replayOf);
    if (earlier) from = earlier;
  }
  return found;
}
