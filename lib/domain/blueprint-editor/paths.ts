import type { Condition, Step, Wire } from '../blueprint/schema.ts';

/** Tells the paths that are the root or lead into it. */
export function pathsUnder(root: string): (path: string) => boolean {
  return (path) => path === root || path.startsWith(`${root}.`);
}

/** The step with every path that it names replaced. */
export function withPaths(step: Step, replace: (path: string) => string): Step {
  return {
    ...step,
    inputs: Object.fromEntries(
      Object.entries(step.inputs).map(([name, wire]): [string, Wire] => [
        name,
        'from' in wire ? { from: replace(wire.from) } : wire,
      ]),
    ),
    ...(step.forEach ? { forEach: { ...step.forEach, from: replace(step.forEach.from) } } : {}),
    ...(step.when ? { when: conditionWithPaths(step.when, replace) } : {}),
  };
}

/** The step without wires, list and condition that go by any of these paths. */
export function withoutPaths(step: Step, isGone: (path: string) => boolean): Step {
  const { forEach, when, ...rest } = step;
  const inputs = Object.entries(step.inputs).filter(([, wire]) => !('from' in wire && isGone(wire.from)));
  return {
    ...rest,
    inputs: Object.fromEntries(inputs),
    ...(forEach && !isGone(forEach.from) ? { forEach } : {}),
    ...(when && !names(when, isGone) ? { when } : {}),
  };
}

function conditionWithPaths(condition: Condition, replace: (path: string) => string): Condition {
  const inside = (part: Condition) => conditionWithPaths(part, replace);
  if ('all' in condition) return { all: condition.all.map(inside) };
  if ('any' in condition) return { any: condition.any.map(inside) };
  if ('not' in condition) return { not: inside(condition.not) };
  return { ...condition, path: replace(condition.path) };
}

function names(condition: Condition, isMeant: (path: string) => boolean): boolean {
  const inside = (part: Condition) => names(part, isMeant);
  if ('all' in condition) return condition.all.some(inside);
  if ('any' in condition) return condition.any.some(inside);
  if ('not' in condition) return inside(condition.not);
  return isMeant(condition.path);
}
