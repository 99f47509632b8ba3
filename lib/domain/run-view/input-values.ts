import type { BlueprintInput } from '../blueprint/schema.ts';

export type InputProblem = 'missing' | 'notNumber' | 'notJson' | 'notObject' | 'notList';

export type ReadInputs =
  | { readonly ok: true; readonly input: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: Readonly<Record<string, InputProblem>> };

type Inputs = Readonly<Record<string, BlueprintInput>>;

/** A run's input out of what a person typed into the fields; what was left empty is left out. */
export function readInputs(inputs: Inputs, typed: Readonly<Record<string, string>>): ReadInputs {
  const input: Record<string, unknown> = {};
  const problems: Record<string, InputProblem> = {};
  for (const [name, field] of Object.entries(inputs)) {
    const text = typed[name]?.trim() ?? '';
    if (text === '') {
      if (field.required) problems[name] = 'missing';
      continue;
    }
    const read = readValue(field.type, text);
    if ('problem' in read) problems[name] = read.problem;
    else input[name] = read.value;
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, input };
}

function readValue(type: BlueprintInput['type'], text: string): { value: unknown } | { problem: InputProblem } {
  switch (type) {
    case 'string':
      return { value: text };
    case 'boolean':
      return { value: text === 'true' };
    case 'number': {
      const value = Number(text);
      return Number.isFinite(value) ? { value } : { problem: 'notNumber' };
    }
    case 'object':
    case 'array':
      return readJson(type, text);
  }
}

function readJson(type: 'object' | 'array', text: string): { value: unknown } | { problem: InputProblem } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'notJson' };
  }
  if (type === 'array') return Array.isArray(value) ? { value } : { problem: 'notList' };
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { value } : { problem: 'notObject' };
}

/** What the fields hold for an input that is there already. */
export function typedInputs(inputs: Inputs, input: unknown): Record<string, string> {
  const values = typeof input === 'object' && input !== null ? new Map(Object.entries(input)) : new Map();
  return Object.fromEntries(
    Object.keys(inputs).map((name) => {
      const value: unknown = values.get(name);
      if (value === undefined || value === null) return [name, ''];
      return [name, typeof value === 'string' ? value : JSON.stringify(value, null, 2)];
    }),
  );
}

/** The ids that a field for several documents holds; none where it holds nothing of that form. */
export function readPickedIds(text: string): string[] {
  const read = readJson('array', text);
  if (!('value' in read) || !Array.isArray(read.value)) return [];
  return read.value.filter((id): id is string => typeof id === 'string');
}
