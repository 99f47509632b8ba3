import type { PythonNode } from '../python/syntax.ts';
import { variableName } from './names.ts';
import type { Signatures } from './signatures.ts';
import type { Writer } from './writer.ts';

/** Where a translation is: what it writes to, and how names are called by now. */
export interface Scope {
  readonly writer: Writer;
  readonly signatures: Signatures;
  /** Writes an expression, for those that expressions are made of. */
  readonly expression: (scope: Scope, node: PythonNode) => void;
  /** Names that were given values anew, with what they are called since: scripts are read as if all names were constant. */
  readonly renamed: Map<string, string>;
  /** Names that this function has already. */
  readonly declared: Set<string>;
  readonly isInside: 'module' | 'class' | 'function';
}

export function innerScope(scope: Scope, isInside: Scope['isInside'], parameters: readonly string[]): Scope {
  const renamed = new Map(scope.renamed);
  for (const name of parameters) renamed.delete(variableName(name));
  return { ...scope, isInside, renamed, declared: new Set(parameters.map(variableName)) };
}

/** What a name is called at this place. */
export function currentName({ renamed }: Scope, node: PythonNode): string {
  const name = variableName(node.text);
  return renamed.get(name) ?? name;
}

/** The name for a value that a variable is given here. */
export function nextName({ renamed, declared }: Scope, node: PythonNode): string {
  const name = variableName(node.text);
  let next = name;
  for (let number = 2; declared.has(next); number++) next = `${name}$${number}`;
  declared.add(next);
  if (next === name) renamed.delete(name);
  else renamed.set(name, next);
  return next;
}
