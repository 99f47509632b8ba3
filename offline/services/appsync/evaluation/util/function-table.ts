import type { Run } from '../run.ts';

/** One function of `util`, called with the evaluation it belongs to. */
export type UtilFunction = (run: Run, ...args: unknown[]) => unknown;

/** Functions and namespaces by name, as `util.time.nowISO8601` spells them. */
export type FunctionTable = { readonly [name: string]: UtilFunction | FunctionTable };

/** The function at `path`, undefined where the table has none. */
export function findFunction(table: FunctionTable, path: readonly string[]): UtilFunction | undefined {
  let found: UtilFunction | FunctionTable = table;
  for (const name of path) {
    if (typeof found === 'function' || !Object.hasOwn(found, name)) return undefined;
    const next: UtilFunction | FunctionTable | undefined = found[name];
    if (next === undefined) return undefined;
    found = next;
  }
  return typeof found === 'function' ? found : undefined;
}
