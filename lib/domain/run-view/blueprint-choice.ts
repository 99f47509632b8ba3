import { type Blueprint, blueprintSchema } from '../blueprint/schema.ts';
import { readStored } from './stored-value.ts';

/** A blueprint that a run can be started of. */
export interface BlueprintChoice {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly version: number;
  readonly isBuiltIn: boolean;
  readonly steps: number;
  readonly inputs: Blueprint['inputs'];
}

/** The built-in ones, then the organization's own in their newest version, by name. What has another form is left out. */
export function blueprintChoices(
  builtIn: unknown,
  own: readonly { readonly definition: unknown }[],
): BlueprintChoice[] {
  const listed = readStored(builtIn);
  const first = (Array.isArray(listed) ? listed : []).flatMap((definition) => choiceOf(definition, true));
  const newest = new Map<string, BlueprintChoice>();
  for (const { definition } of own) {
    for (const choice of choiceOf(definition, false)) {
      if ((newest.get(choice.id)?.version ?? 0) < choice.version) newest.set(choice.id, choice);
    }
  }
  return [...first, ...[...newest.values()].sort((a, b) => a.name.localeCompare(b.name))];
}

function choiceOf(definition: unknown, isBuiltIn: boolean): BlueprintChoice[] {
  const parsed = blueprintSchema.safeParse(readStored(definition));
  if (!parsed.success) return [];
  const { id, name, purpose, version, inputs, steps } = parsed.data;
  return [{ id, name, purpose, version, isBuiltIn, steps: steps.length, inputs }];
}
