import type * as z from 'zod/mini';
import { maxNesting, tooDeepAt } from './nesting.ts';
import { type Blueprint, type BlueprintIssue, blueprintLimits, blueprintSchema } from './schema.ts';

const messageLength = 300;

/** Reads a definition of unknown origin; what it is made of is plain data afterwards. */
export function readShape(definition: unknown): Blueprint | readonly BlueprintIssue[] {
  const text = asJson(definition);
  if (text === undefined)
    return [issue('', 'malformed', 'The blueprint cannot be written as JSON, or is nested without end.')];
  // Each character takes a byte at least: what has too many need not be encoded.
  const bytes = text.length > blueprintLimits.size ? text.length : new TextEncoder().encode(text).length;
  if (bytes > blueprintLimits.size) {
    return [issue('', 'too-large', `The blueprint has ${bytes} bytes; ${blueprintLimits.size} are allowed.`)];
  }
  const data: unknown = JSON.parse(text);
  const deep = tooDeepAt(data);
  if (deep) return [issue(pathText(deep), 'malformed', `This is nested more than ${maxNesting} levels deep.`)];
  const parsed = blueprintSchema.safeParse(data);
  return parsed.success ? parsed.data : parsed.error.issues.flatMap((problem) => located(problem, []));
}

function asJson(definition: unknown): string | undefined {
  try {
    // Undefined for what JSON leaves out, whatever the type says.
    const text: string | undefined = JSON.stringify(definition);
    return text;
  } catch {
    return undefined;
  }
}

type Problem = z.core.$ZodIssue;

/** Of a choice, the alternative that the data comes closest to says what is wrong. */
function located(problem: Problem, before: readonly PropertyKey[]): BlueprintIssue[] {
  const path = [...before, ...problem.path];
  if (problem.code === 'invalid_union') {
    const [closest] = problem.errors.toSorted((a, b) => distance(a) - distance(b));
    if (closest && closest.length > 0) return closest.flatMap((inner) => located(inner, path));
  }
  if (problem.code === 'too_big' && path.join() === 'steps') {
    const message = `A blueprint has ${blueprintLimits.steps} steps at most; part of the work can be a blueprint of its own.`;
    return [issue('steps', 'too-large', message)];
  }
  return [issue(pathText(path), 'malformed', problem.message.slice(0, messageLength))];
}

/** Problems deep inside mean that the outside was as meant. */
function distance(problems: readonly Problem[]): number {
  const depth = Math.max(0, ...problems.map(({ path }) => path.length));
  const foreign = problems.filter(({ code }) => code === 'unrecognized_keys').length;
  return problems.length + foreign - 2 * depth;
}

/** As in `steps[2].retry.attempts`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = String(part).slice(0, 80);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function issue(path: string, code: BlueprintIssue['code'], message: string): BlueprintIssue {
  return { path, code, message };
}
