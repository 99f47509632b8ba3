import type { AgentCatalogue } from '../blueprint/catalogue.ts';
import { fieldsOf, type Kind, kindsOf, type Located, namesOf, partOf } from '../blueprint/json-schema.ts';
import { PathTypes, taskOf } from '../blueprint/path-types.ts';
import type { Blueprint, Step } from '../blueprint/schema.ts';
import { TypeComparison } from '../blueprint/type-mismatch.ts';
import { stepsBehind } from './steps.ts';

/** A path that can be wired, the JSON types it may lead to, and whether they serve. */
export interface Suggestion {
  readonly path: string;
  readonly kinds: readonly Kind[];
  readonly isFitting: boolean;
}

/** A field of a task's input. */
export interface TaskField {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly isRequired: boolean;
  /** The worker adds it itself where nothing is wired to it. */
  readonly isGiven: boolean;
}

/** What the step's task takes, what is needed first. None where agent or task is unknown. */
export function taskFields(step: Step, catalogue: AgentCatalogue): readonly TaskField[] {
  const task = taskOf(step, catalogue);
  if (!task) return [];
  const whole = { schema: task.input, root: task.input };
  const { required } = fieldsOf(whole);
  const fields = namesOf(whole).map((name): TaskField => {
    const part = partOf(whole, name);
    const isGiven = task.given?.includes(name) === true;
    return {
      name,
      kinds: typeof part === 'string' ? [] : kindList(part),
      isGiven,
      isRequired: required.includes(name),
    };
  });
  const order = ({ isRequired, isGiven }: TaskField) => (isRequired && !isGiven ? 0 : 1);
  return fields.toSorted((a, b) => order(a) - order(b));
}

/** How deep paths are suggested into an output or an input. */
const suggestedDepth = 2;

/** Paths that a step may take a value from, those first that serve the field. None that would close a cycle. */
export function suggestPaths(
  { blueprint, catalogue }: { readonly blueprint: Blueprint; readonly catalogue: AgentCatalogue },
  step: Step,
  field?: string,
): readonly Suggestion[] {
  const types = new PathTypes(blueprint, catalogue);
  const comparison = new TypeComparison();
  const task = field === undefined ? undefined : taskOf(step, catalogue);
  const part = task && field !== undefined ? partOf({ schema: task.input, root: task.input }, field) : 'unknown';
  const behind = stepsBehind(blueprint, step.id);
  const roots = [
    ...(step.forEach && field !== undefined ? ['item', 'index'] : []),
    ...Object.keys(blueprint.inputs).map((name) => `run.input.${name}`),
    'project',
    ...blueprint.steps.filter(({ id }) => id !== step.id && !behind.has(id)).map(({ id }) => `steps.${id}.output`),
  ];
  const found = roots.flatMap((root) => pathsInto(root, suggestedDepth));
  return found.toSorted((a, b) => Number(b.isFitting) - Number(a.isFitting));

  function pathsInto(path: string, depth: number): Suggestion[] {
    const type = types.typeOf(path, step);
    if ('problem' in type) return [];
    const { found: located } = type;
    if (located === 'unknown') return [{ path, kinds: [], isFitting: true }];
    const isFitting = typeof part === 'string' || comparison.mismatch(located, part) === undefined;
    const kinds = kindList(located);
    const names = depth > 0 && !kinds.includes('array') ? namesOf(located) : [];
    return [{ path, kinds, isFitting }, ...names.flatMap((name) => pathsInto(`${path}.${name}`, depth - 1))];
  }
}

function kindList(located: Located): readonly Kind[] {
  return [...(kindsOf(located) ?? [])];
}

/** A way to lead something of one step into a field of another. */
interface ConnectionChoice {
  readonly field: TaskField;
  /** Paths of the source that serve. */
  readonly paths: readonly Suggestion[];
  readonly isWired: boolean;
}

/** The fields of the target that something of the source serves, those first that still need something. */
export function connectionChoices(
  draft: { readonly blueprint: Blueprint; readonly catalogue: AgentCatalogue },
  source: string,
  target: string,
): readonly ConnectionChoice[] {
  const step = draft.blueprint.steps.find(({ id }) => id === target);
  if (!step) return [];
  const root = `steps.${source}.output`;
  const choices = taskFields(step, draft.catalogue).map((field): ConnectionChoice => {
    const paths = suggestPaths(draft, step, field.name).filter(
      ({ path, isFitting }) => isFitting && (path === root || path.startsWith(`${root}.`)),
    );
    return { field, paths: best(paths, field.name), isWired: Object.hasOwn(step.inputs, field.name) };
  });
  const order = ({ isWired, field }: ConnectionChoice) => (isWired ? 2 : field.isRequired && !field.isGiven ? 0 : 1);
  return choices.filter(({ paths }) => paths.length > 0).toSorted((a, b) => order(a) - order(b));
}

/** What has the field's own name is meant most often. */
function best(paths: readonly Suggestion[], name: string): readonly Suggestion[] {
  const isNamed = ({ path }: Suggestion) => path.endsWith(`.${name}`);
  return paths.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
}
