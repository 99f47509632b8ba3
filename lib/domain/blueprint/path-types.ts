import type { AgentCatalogue, JsonSchema, TaskDescription } from './catalogue.ts';
import { elementOf, type Found, partOf } from './json-schema.ts';
import type { Blueprint, BlueprintIssue, Step } from './schema.ts';

/** What a path leads to, or why it cannot lead anywhere. */
export type PathType =
  | { readonly found: Exclude<Found, 'missing'> }
  | { readonly problem: { readonly code: BlueprintIssue['code']; readonly message: string } };

const text: JsonSchema = { type: 'string' };
const projectSchema: JsonSchema = {
  type: 'object',
  properties: { id: text, name: text, description: text, requirements: text },
  required: ['id', 'name'],
  additionalProperties: false,
};

/** Knows the types that the paths of a blueprint lead to. */
export class PathTypes {
  readonly #blueprint: Blueprint;
  readonly #catalogue: AgentCatalogue;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #known = new Map<string, PathType>();

  constructor(blueprint: Blueprint, catalogue: AgentCatalogue) {
    this.#blueprint = blueprint;
    this.#catalogue = catalogue;
    this.#steps = new Map(blueprint.steps.map((step) => [step.id, step]));
  }

  /** `within` is the fan-out whose `item` and `index` are meant. */
  typeOf(path: string, within?: Step): PathType {
    const [root = '', ...names] = path.split('.');
    if (root === 'item' || root === 'index') return this.#ofElement(root, names, within);
    const known = this.#known.get(path) ?? this.#find(root, names);
    this.#known.set(path, known);
    return known;
  }

  /** Whether the path leads further than to the list of a fan-out's outputs. */
  isWithinFanOut(path: string): boolean {
    const [root, id = '', , name] = path.split('.', 4);
    return root === 'steps' && name !== undefined && this.#steps.get(id)?.forEach !== undefined;
  }

  #find(root: string, names: readonly string[]): PathType {
    switch (root) {
      case 'run':
        return this.#ofRunInput(names);
      case 'project':
        return follow({ schema: projectSchema, root: projectSchema }, names, 'The project');
      case 'steps':
        return this.#ofOutput(names);
      default:
        return problem(
          'unknown-input',
          `"${root}" is nothing that a path can begin with; take run.input, project, steps, item or index.`,
        );
    }
  }

  #ofRunInput([input, name, ...rest]: readonly string[]): PathType {
    if (input !== 'input') return problem('unknown-input', 'Of a run only its input is known, as in run.input.brief.');
    if (name === undefined) return { found: located({ type: 'object' }) };
    const declared = Object.hasOwn(this.#blueprint.inputs, name) ? this.#blueprint.inputs[name] : undefined;
    if (!declared) return problem('unknown-input', `The blueprint declares no input "${name}".`);
    return follow(located({ type: declared.type }), rest, `The input "${name}"`);
  }

  #ofOutput([id = '', output, ...names]: readonly string[]): PathType {
    const step = this.#steps.get(id);
    if (!step) return problem('unknown-step', `There is no step "${id}".`);
    if (output !== 'output') {
      return problem('unknown-field', `Of the step "${id}" only its output is known, as in steps.${id}.output.`);
    }
    const type = taskOf(step, this.#catalogue)?.output;
    if (!type) return { found: 'unknown' };
    const whole = step.forEach ? { schema: { type: 'array', items: type }, root: type } : { schema: type, root: type };
    return follow(whole, names, `The output of "${id}"`);
  }

  #ofElement(root: 'item' | 'index', names: readonly string[], within?: Step): PathType {
    if (!within?.forEach) {
      return problem('unknown-input', `"${root}" is known only in the inputs of a step that has a forEach.`);
    }
    if (root === 'index') return follow(located({ type: 'integer' }), names, 'The index');
    const list = this.typeOf(within.forEach.from);
    if ('problem' in list || list.found === 'unknown') return { found: 'unknown' };
    const element = elementOf(list.found);
    return typeof element === 'string' ? { found: 'unknown' } : follow(element, names, 'The item');
  }
}

/** The task that the step has its agent do; undefined where agent or task is unknown. */
export function taskOf({ agent, task }: Step, catalogue: AgentCatalogue): TaskDescription | undefined {
  const described = Object.hasOwn(catalogue, agent) ? catalogue[agent] : undefined;
  if (!described) return undefined;
  const name = task ?? described.defaultTask;
  return Object.hasOwn(described.tasks, name) ? described.tasks[name] : undefined;
}

function follow(whole: Exclude<Found, 'missing'>, names: readonly string[], what: string): PathType {
  let found = whole;
  for (const [index, name] of names.entries()) {
    if (found === 'unknown') break;
    const part = partOf(found, name);
    if (part === 'missing') {
      return problem('unknown-field', `${what} has no "${names.slice(0, index + 1).join('.')}".`);
    }
    found = part;
  }
  return { found };
}

function problem(code: BlueprintIssue['code'], message: string): PathType {
  return { problem: { code, message } };
}

function located(schema: JsonSchema) {
  return { schema, root: schema };
}
