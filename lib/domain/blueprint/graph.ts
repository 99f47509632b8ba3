import { stepOfPath } from './path.ts';
import type { Blueprint, Condition, Step } from './schema.ts';

/** By step: the steps that must be done first, as its inputs, list, condition and `after` name them. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

export function dependenciesOf(blueprint: Pick<Blueprint, 'steps'>): Dependencies {
  return new Map(
    blueprint.steps.map((step) => {
      const named = pathsOf(step).flatMap((path) => stepOfPath(path) ?? []);
      return [step.id, [...new Set([...step.after, ...named])]];
    }),
  );
}

/** Every path that the step takes a value or a decision from. */
function pathsOf(step: Step): string[] {
  const wired = Object.values(step.inputs).flatMap((wire) => ('from' in wire ? [wire.from] : []));
  return [...wired, ...decidingPaths(step)];
}

/** The paths that decide whether and how often the step runs. */
export function decidingPaths(step: Step): string[] {
  return [...(step.forEach ? [step.forEach.from] : []), ...(step.when ? pathsOfCondition(step.when) : [])];
}

function pathsOfCondition(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(pathsOfCondition);
  if ('any' in condition) return condition.any.flatMap(pathsOfCondition);
  if ('not' in condition) return pathsOfCondition(condition.not);
  return [condition.path];
}

/**
 * By step: the paths into its output that other steps' conditions and fan-outs go by, hence the facts that its
 * success has to come with. A fan-out has none: of its output the length alone is known.
 */
export function watchedPaths(blueprint: Pick<Blueprint, 'steps'>): Readonly<Record<string, readonly string[]>> {
  const watched = new Map<string, Set<string>>(
    blueprint.steps.flatMap((step) => (step.forEach ? [] : [[step.id, new Set<string>()]])),
  );
  for (const path of blueprint.steps.flatMap(decidingPaths)) watched.get(stepOfPath(path) ?? '')?.add(path);
  return Object.fromEntries([...watched].flatMap(([id, paths]) => (paths.size > 0 ? [[id, [...paths]]] : [])));
}

/** The paths into the run's input and the project that conditions and fan-outs go by: facts from the beginning on. */
export function initialPaths(blueprint: Pick<Blueprint, 'steps'>): readonly string[] {
  const paths = blueprint.steps.flatMap(decidingPaths);
  return [...new Set(paths.filter((path) => stepOfPath(path) === undefined))];
}
