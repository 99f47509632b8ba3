import type { Blueprint, BlueprintInput } from '../blueprint/schema.ts';
import { pathsUnder, withPaths } from './paths.ts';

/** A blueprint before its first step. */
export function emptyBlueprint(id: string, name: string): Blueprint {
  return { schemaVersion: 1, id, name, purpose: '', version: 1, inputs: {}, steps: [], maxParallel: 20 };
}

type Settings = Pick<Blueprint, 'id' | 'name' | 'purpose' | 'maxParallel' | 'budget'>;

/** A budget that is given as undefined is taken away. */
export function changeSettings(blueprint: Blueprint, changes: Partial<Settings>): Blueprint {
  const { budget, ...rest } = { ...blueprint, ...changes };
  return budget === undefined ? rest : { ...rest, budget };
}

/** Declares another input, of text until it is said otherwise. */
export function addInput(blueprint: Blueprint): Blueprint {
  let number = Object.keys(blueprint.inputs).length + 1;
  while (Object.hasOwn(blueprint.inputs, `input${number}`)) number += 1;
  return changeInput(blueprint, `input${number}`, { type: 'string', description: '', required: false });
}

export function changeInput(blueprint: Blueprint, name: string, input: BlueprintInput): Blueprint {
  return { ...blueprint, inputs: { ...blueprint.inputs, [name]: input } };
}

/** Whether the name is written as names of inputs are and none has it. */
export function isFreeInput({ inputs }: Blueprint, name: string): boolean {
  return /^[a-zA-Z]\w{0,63}$/.test(name) && !Object.hasOwn(inputs, name);
}

/** Gives an input another name, in all paths that lead to it as well; it keeps its place. */
export function renameInput(blueprint: Blueprint, name: string, to: string): Blueprint {
  const isMeant = pathsUnder(`run.input.${name}`);
  const rename = (path: string) => (isMeant(path) ? path.replace(`run.input.${name}`, `run.input.${to}`) : path);
  return {
    ...blueprint,
    inputs: Object.fromEntries(
      Object.entries(blueprint.inputs).map(([key, input]) => [key === name ? to : key, input]),
    ),
    steps: blueprint.steps.map((step) => withPaths(step, rename)),
  };
}

/** What was taken from the input stays wired and is reported, so that nothing is lost unseen. */
export function removeInput(blueprint: Blueprint, name: string): Blueprint {
  const { [name]: _removed, ...inputs } = blueprint.inputs;
  return { ...blueprint, inputs };
}
