import { type PathSource, resolvePath } from './path.ts';
import type { Wire } from './schema.ts';

/** The input of a step: every wire's value. A wire that leads nowhere gives null. */
export function resolveWires(
  inputs: Readonly<Record<string, Wire>>,
  source: PathSource,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, wire]) => [name, 'from' in wire ? resolvePath(wire.from, source) : wire.value]),
  );
}
