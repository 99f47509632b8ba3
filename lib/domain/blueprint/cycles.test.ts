import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclesOf } from './cycles.ts';

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc
      .array(fc.array(fc.nat(size), { maxLength: 4 }), { minLength: size, maxLength: size })
      .map((edges) => new Map(edges.map((needed, id) => [`${id}`, [...new Set(needed.map(String))]]))),
  );

/** Whether every node can be taken away once all that it needs is gone: the definition of a graph that can run. */
function canRun(graph: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Map(graph);
  for (;;) {
    const ready = [...left].find(([, needed]) => needed.every((id) => !left.has(id)));
    if (!ready) return left.size === 0;
    left.delete(ready[0]);
  }
}

describe('the cycles of a graph', () => {
  it('are none exactly when it can run', () => {
    fc.assert(
      fc.property(graphs, (graph) => (cyclesOf(graph).length === 0) === canRun(graph)),
      { numRuns: 500 },
    );
  });

  it('lead along its edges back to where they begin', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const cycle of cyclesOf(graph)) {
          expect(cycle[0]).toBe(cycle.at(-1));
          for (const [index, id] of cycle.slice(0, -1).entries()) expect(graph.get(id)).toContain(cycle[index + 1]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have no step in common', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const members = cyclesOf(graph).flatMap((cycle) => cycle.slice(1));
        expect(new Set(members).size).toBe(members.length);
      }),
    );
  });
});
