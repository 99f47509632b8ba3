import { type PathSource, resolvePath } from './path.ts';
import type { Wire } from './schema.ts';

/** The input of a step: every wire's value. A wire that leads nowhere leaves its field out, as if it were not wired. */
export function resolveWires(
  inputs: Readonly<Record<string, Wire>>,
  source: PathSource,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, wire]) => {
      const value = 'from' in wire ? resolvePath(wire.from, source) : wire.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
