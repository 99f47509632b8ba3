import { describe, expect, it } from 'vitest';
import { detour, smoothPath } from './detour.ts';

const box = (x: number, y: number) => ({ x, y, width: 200, height: 80 });

describe('detour', () => {
  const source = box(0, 0);
  const target = box(800, 0);

  it('goes straight where nothing lies in between', () => {
    expect(detour(source, target, [box(400, 300)])).toEqual([]);
  });

  it('passes level above what lies in a row with both ends', () => {
    const [enter, leave] = detour(source, target, [box(400, 0)]);
    expect(enter?.y).toBeLessThan(0);
    expect(leave?.y).toBe(enter?.y);
    expect(enter?.x).toBeLessThan(400);
    expect(leave?.x).toBeGreaterThan(600);
  });

  it('passes below where that is nearer', () => {
    const [enter] = detour(source, target, [box(400, -30)]);
    expect(enter?.y).toBeGreaterThan(50);
  });

  it('keeps off what lies where it would have passed', () => {
    const [enter] = detour(source, target, [box(400, 0), box(400, -100)]);
    expect(enter?.y).toBeGreaterThan(80);
  });

  it('runs further out the more it passes, so that lines of one row are told apart', () => {
    const far = box(1100, 0);
    const [one] = detour(source, target, [box(400, 0), far]);
    const [two] = detour(source, far, [box(400, 0), target]);
    expect(two?.y).toBeLessThan(one?.y ?? 0);
  });

  it('leaves lines alone that lead back', () => {
    expect(detour(target, source, [box(400, 0)])).toEqual([]);
  });
});

describe('smoothPath', () => {
  it('is level at each of its points', () => {
    expect(
      smoothPath([
        { x: 0, y: 0 },
        { x: 10, y: 20 },
      ]),
    ).toBe('M0,0 C5,0 5,20 10,20');
  });
});
