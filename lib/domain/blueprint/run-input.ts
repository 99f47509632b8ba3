import { invalid, type Outcome, succeed } from '../outcome/outcome.ts';
import { maxNesting, tooDeepAt } from './nesting.ts';
import type { Blueprint, BlueprintInput } from './schema.ts';

/** Of a run's input as JSON, in bytes. */
const runInputMaxBytes = 100_000;

/** Checks what a run is started with against the inputs that the blueprint declares. */
export function validateRunInput(
  { inputs }: Pick<Blueprint, 'inputs'>,
  input: unknown,
): Outcome<Readonly<Record<string, unknown>>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return invalid('input', 'The input must be an object with a field for each of the blueprint’s inputs.');
  }
  const bytes = sizeOf(input);
  if (bytes === undefined) return invalid('input', 'The input cannot be written as JSON.');
  if (bytes > runInputMaxBytes) {
    return invalid(
      'input',
      `The input has ${bytes} bytes; ${runInputMaxBytes} are allowed. Pass large content as a file.`,
    );
  }
  const deep = tooDeepAt(input);
  if (deep) {
    return invalid(
      `input.${String(deep[0]).slice(0, 64)}`,
      `The input is nested more than ${maxNesting} levels deep there.`,
    );
  }
  const given = new Map<string, unknown>(Object.entries(input));
  for (const name of given.keys()) {
    if (!Object.hasOwn(inputs, name)) return invalid(`input.${name.slice(0, 64)}`, unknownInput(Object.keys(inputs)));
  }
  for (const [name, declared] of Object.entries(inputs)) {
    const problem = problemOf(given.get(name) ?? null, declared);
    if (problem) return invalid(`input.${name}`, `${name} ${problem}.`);
  }
  return succeed(Object.fromEntries(given));
}

/** Undefined for what JSON cannot hold, or nests deeper than it can be walked. */
function sizeOf(input: object): number | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(input)).length;
  } catch {
    return undefined;
  }
}

function unknownInput(names: readonly string[]): string {
  return names.length === 0
    ? 'The blueprint takes no input.'
    : `The blueprint has no such input. It takes ${names.join(', ')}.`;
}

function problemOf(value: unknown, { type, required, options }: BlueprintInput): string | undefined {
  if (value === null) return required ? 'is required' : undefined;
  const actual = Array.isArray(value) ? 'array' : typeof value;
  const isKnown = !options || (typeof value === 'string' && options.includes(value));
  if (actual === type) return isKnown ? undefined : `must be one of ${options.join(', ')}`;
  return `must be ${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}, not ${actual}`;
}
