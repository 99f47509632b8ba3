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
  /** What the names that this function calls anew were called around it. */
  readonly around: Map<string, string | undefined>;
  /** Names that this function has already, with how often. */
  readonly declared: Map<string, number>;
  readonly isInside: 'module' | 'class' | 'function';
}

/** The scope of a whole file. */
export const moduleScope = (given: Pick<Scope, 'writer' | 'signatures' | 'expression'>): Scope => ({
  ...given,
  renamed: new Map(),
  around: new Map(),
  declared: new Map(),
  isInside: 'module',
});

/** Writes what has names of its own; after it, names are called as before. */
export function writeInside(
  scope: Scope,
  isInside: Scope['isInside'],
  parameters: readonly string[],
  write: (inner: Scope) => void,
): void {
  const names = parameters.map(variableName);
  const inner: Scope = { ...scope, isInside, around: new Map(), declared: new Map(names.map((name) => [name, 1])) };
  for (const name of names) rename(inner, name, name);
  write(inner);
  for (const [name, called] of inner.around) set(scope.renamed, name, called);
}

/** What a name is called at this place. */
export function currentName({ renamed }: Scope, node: PythonNode): string {
  const name = variableName(node.text);
  return renamed.get(name) ?? name;
}

/** The name for a value that a variable is given here; it is called so once `rename` has been told. */
export function nextName({ declared }: Scope, node: PythonNode): { readonly name: string; readonly next: string } {
  const name = variableName(node.text);
  const count = (declared.get(name) ?? 0) + 1;
  declared.set(name, count);
  return { name, next: count === 1 ? name : `${name}$${count}` };
}

/** Calls a name anew from here on. */
export function rename({ renamed, around }: Scope, name: string, next: string): void {
  if (!around.has(name)) around.set(name, renamed.get(name));
  set(renamed, name, next === name ? undefined : next);
}

function set(renamed: Map<string, string>, name: string, next: string | undefined): void {
  if (next === undefined) renamed.delete(name);
  else renamed.set(name, next);
}
