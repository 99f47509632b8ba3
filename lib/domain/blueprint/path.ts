/** What the paths of a blueprint lead into. Steps that have not run are absent. */
export interface PathSource {
  readonly run?: { readonly input: unknown };
  readonly project?: unknown;
  readonly steps?: Readonly<Record<string, { readonly output: unknown }>>;
  readonly item?: unknown;
  readonly index?: number;
}

/** The step whose output the path leads into, as in `steps.parse.output.sections`. */
export function stepOfPath(path: string): string | undefined {
  const [root, id] = path.split('.', 2);
  return root === 'steps' ? id : undefined;
}

/** The value at the path; what is missing on the way, or inherited rather than the value's own, gives undefined. */
export function resolvePath(path: string, source: PathSource): unknown {
  let value: unknown = source;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
