import type { Dependencies } from './graph.ts';

/** Of a long cycle so many steps are named. */
const named = 12;

/**
 * The cycles of a graph, one for each knot of steps that wait for one another: the shortest through its first step,
 * as `['a', 'b', 'a']`. None for a graph that can run.
 */
export function cyclesOf(dependencies: Dependencies): readonly (readonly string[])[] {
  const dependents = reversed(dependencies);
  const left = leftOver(dependencies, dependents);
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  for (const id of left) {
    const cycle = done.has(id) ? undefined : shortestCycle(id, dependencies, left);
    if (!cycle) continue;
    cycles.push(cycle);
    const behind = reachable(id, dependents, left);
    for (const member of reachable(id, dependencies, left)) if (behind.has(member)) done.add(member);
  }
  return cycles;
}

export function describeCycle(cycle: readonly string[]): string {
  const isLong = cycle.length > named + 2;
  const shown = isLong ? [...cycle.slice(0, named), `… ${cycle.length - named - 1} more …`, ...cycle.slice(-1)] : cycle;
  return `These steps wait for one another: ${shown.join(' → ')}.`;
}

function reversed(dependencies: Dependencies): Dependencies {
  const dependents = new Map<string, string[]>([...dependencies.keys()].map((id) => [id, []]));
  for (const [id, needed] of dependencies) for (const dependency of needed) dependents.get(dependency)?.push(id);
  return dependents;
}

/** What cannot run: steps of cycles and those behind them, found by taking away whatever can. */
function leftOver(dependencies: Dependencies, dependents: Dependencies): ReadonlySet<string> {
  const missing = new Map(
    [...dependencies].map(([id, needed]) => [id, needed.filter((dependency) => dependencies.has(dependency)).length]),
  );
  const ready = [...missing].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (const id of ready) {
    missing.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const count = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, count);
      if (count === 0) ready.push(dependent);
    }
  }
  return new Set(missing.keys());
}

function shortestCycle(start: string, dependencies: Dependencies, among: ReadonlySet<string>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const next of dependencies.get(id) ?? []) {
      if (next === start) return [start, ...trace(id, start, cameFrom), start];
      if (!among.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      queue.push(next);
    }
  }
  return undefined;
}

/** The way from after the start to the last step. */
function trace(last: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way: string[] = [];
  for (let id: string | undefined = last; id !== undefined && id !== start; id = cameFrom.get(id)) way.unshift(id);
  return way;
}

function reachable(start: string, dependencies: Dependencies, among: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) {
    for (const next of dependencies.get(id) ?? []) if (among.has(next)) found.add(next);
  }
  return found;
}
