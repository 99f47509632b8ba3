import { describe, expect, it } from 'vitest';
import { radarShape } from './radar-shape.ts';

const levels = (...values: (number | null)[]) => values.map((level, id) => ({ id, level }));

describe('radarShape', () => {
  it('draws the first axis upwards and the highest level at the radius', () => {
    const [first] = radarShape(levels(5, 5, 5, 5), 100).axes;
    expect(first?.at).toEqual({ x: 0, y: -100 });
    expect(first?.end).toEqual({ x: 0, y: -100 });
  });

  it('joins neighbours that are known and encloses them where all are', () => {
    const shape = radarShape(levels(1, 2, 3), 100);
    expect(shape.lines).toHaveLength(3);
    expect(shape.outline?.split(' ')).toHaveLength(3);
  });

  it('breaks the line at an unknown level and encloses nothing', () => {
    const shape = radarShape(levels(1, null, 3, 4), 100);
    expect(shape.axes[1]?.at).toBeUndefined();
    expect(shape.lines).toHaveLength(2);
    expect(shape.outline).toBeUndefined();
  });
});
