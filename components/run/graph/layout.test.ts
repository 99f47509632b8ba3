import { describe, expect, it } from 'vitest';
import { layoutGraph } from './layout.ts';

const nodes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, width: 200, height: 80 }));
/** Each depends on the one ten before it, and every third on one further back. */
const links = (count: number) =>
  Array.from({ length: count - 12 }, (_, index) => ({
    source: `s${index + (index % 3 === 0 ? 0 : 2)}`,
    target: `s${index + 12}`,
  }));

describe.each([40, 500])('the drawing of %i nodes', (count) => {
  const places = layoutGraph(nodes(count), links(count));

  it('leads from left to right', () => {
    for (const { source, target } of links(count)) {
      expect((places.get(target)?.x ?? 0) - (places.get(source)?.x ?? 0)).toBeGreaterThanOrEqual(200);
    }
  });

  it('lays no node over another', () => {
    const all = [...places.values()];
    const overlaps = all.filter((a, index) =>
      all.slice(index + 1).some((b) => Math.abs(a.x - b.x) < 200 && Math.abs(a.y - b.y) < 80),
    );
    expect(all).toHaveLength(count);
    expect(overlaps).toEqual([]);
  });
});
