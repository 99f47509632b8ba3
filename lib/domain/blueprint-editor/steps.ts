import { dependenciesOf } from '../blueprint/graph.ts';
import { stepOfPath } from '../blueprint/path.ts';
import type { Blueprint, Step, Wire } from '../blueprint/schema.ts';
import { pathsUnder, withoutPaths, withPaths } from './paths.ts';
import { freePlace } from './positions.ts';

export type NewStep = {
  readonly title: string;
  readonly agent: string;
  readonly task?: string | undefined;
};

/** Adds a step at the end; its id is made of the title and free. */
export function addStep(
  blueprint: Blueprint,
  { task, ...named }: NewStep,
): { readonly blueprint: Blueprint; readonly id: string } {
  const id = freeId(blueprint, named.title);
  const position = freePlace(blueprint);
  const optional = { ...(task === undefined ? {} : { task }), ...(position ? { position } : {}) };
  const step: Step = { id, ...named, after: [], inputs: {}, ...optional };
  return { id, blueprint: { ...blueprint, steps: [...blueprint.steps, step] } };
}

/** Takes a step out, and whatever was taken from it. */
export function removeStep(blueprint: Blueprint, id: string): Blueprint {
  const steps = blueprint.steps.filter((step) => step.id !== id).map((step) => withoutSource(step, id));
  return { ...blueprint, steps };
}

/** Gives a step another id, in all paths that lead into it as well. */
export function renameStep(blueprint: Blueprint, id: string, to: string): Blueprint {
  const rename = (path: string) => (stepOfPath(path) === id ? path.replace(`steps.${id}`, `steps.${to}`) : path);
  return {
    ...blueprint,
    steps: blueprint.steps.map((step) => ({
      ...withPaths(step, rename),
      id: step.id === id ? to : step.id,
      after: step.after.map((before) => (before === id ? to : before)),
    })),
  };
}

/** Whether the id is written as ids are and no other step has it. */
export function isFreeId(blueprint: Blueprint, id: string): boolean {
  return /^[a-z][a-z0-9-]{0,47}$/.test(id) && !blueprint.steps.some((step) => step.id === id);
}

/** Changes fields; an optional one that is given as undefined is taken out. */
export function changeStep(blueprint: Blueprint, id: string, changes: Partial<Step>): Blueprint {
  return {
    ...blueprint,
    steps: blueprint.steps.map((step) => (step.id === id ? { ...step, ...changes } : step)),
  };
}

/** Moves a step in the order in which steps that are ready begin. */
export function shiftStep(blueprint: Blueprint, id: string, by: -1 | 1): Blueprint {
  const from = blueprint.steps.findIndex((step) => step.id === id);
  const to = from + by;
  const step = blueprint.steps[from];
  if (!step || to < 0 || to >= blueprint.steps.length) return blueprint;
  return { ...blueprint, steps: blueprint.steps.toSpliced(from, 1).toSpliced(to, 0, step) };
}

/** Puts a wire at an input; undefined takes it away. */
export function setWire(blueprint: Blueprint, id: string, field: string, wire: Wire | undefined): Blueprint {
  const step = blueprint.steps.find((candidate) => candidate.id === id);
  if (!step) return blueprint;
  const { [field]: _before, ...others } = step.inputs;
  return changeStep(blueprint, id, { inputs: wire ? { ...step.inputs, [field]: wire } : others });
}

/** Has a step wait for another one without taking anything from it. */
export function addAfter(blueprint: Blueprint, id: string, before: string): Blueprint {
  const step = blueprint.steps.find((candidate) => candidate.id === id);
  if (!step || step.after.includes(before) || id === before) return blueprint;
  return changeStep(blueprint, id, { after: [...step.after, before] });
}

/** Takes away everything for which one step waits for the other. */
export function disconnect(blueprint: Blueprint, source: string, target: string): Blueprint {
  const steps = blueprint.steps.map((step) => (step.id === target ? withoutSource(step, source) : step));
  return { ...blueprint, steps };
}

/** The steps that wait for this one, directly or through others; in a circle itself among them. */
export function stepsBehind(blueprint: Blueprint, id: string): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const [step, needed] of dependenciesOf(blueprint)) {
    for (const source of needed) dependents.set(source, [...(dependents.get(source) ?? []), step]);
  }
  const reached = new Set(dependents.get(id));
  for (const next of reached) for (const further of dependents.get(next) ?? []) reached.add(further);
  return reached;
}

function withoutSource(step: Step, source: string): Step {
  const bare = withoutPaths(step, pathsUnder(`steps.${source}`));
  return { ...bare, after: bare.after.filter((before) => before !== source) };
}

function freeId({ steps }: Blueprint, title: string): string {
  const taken = new Set([...steps.map(({ id }) => id), 'budget']);
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  const base = plain || 'step';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
