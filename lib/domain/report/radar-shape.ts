type Point = { x: number; y: number };

/** `at` is absent where the level is unknown: unknown is not zero. */
export type RadarAxis<Id> = { id: Id; level: number | null; end: Point; label: Point; at: Point | undefined };

export type RadarShape<Id> = {
  axes: RadarAxis<Id>[];
  /** Corners of the grid, one string for each level from 1 to 5. */
  rings: string[];
  /** Between axes that stand side by side and are both known. */
  lines: { from: Point; to: Point }[];
  /** The whole outline, where every level is known. */
  outline: string | undefined;
};

const MAXIMUM = 5;

/** Where the lines of a radar chart run, around the origin with the given radius. */
export function radarShape<Id>(levels: readonly { id: Id; level: number | null }[], radius: number): RadarShape<Id> {
  const pointAt = (index: number, level: number): Point => {
    const angle = (index / levels.length) * 2 * Math.PI - Math.PI / 2;
    const round = (value: number) => Math.round(value * 10) / 10;
    const distance = (level / MAXIMUM) * radius;
    return { x: round(distance * Math.cos(angle)), y: round(distance * Math.sin(angle)) };
  };
  const corners = (points: readonly Point[]) => points.map(({ x, y }) => `${x},${y}`).join(' ');
  const axes = levels.map(({ id, level }, index) => ({
    id,
    level,
    end: pointAt(index, MAXIMUM),
    label: pointAt(index, MAXIMUM * 1.09),
    at: level === null ? undefined : pointAt(index, level),
  }));
  const lines = axes.flatMap(({ at: from }, index) => {
    const to = axes[(index + 1) % axes.length]?.at;
    return from && to ? [{ from, to }] : [];
  });
  const known = axes.flatMap(({ at }) => at ?? []);
  return {
    axes,
    rings: [1, 2, 3, 4, 5].map((ring) => corners(levels.map((_, index) => pointAt(index, ring)))),
    lines,
    outline: known.length === axes.length && known.length > 2 ? corners(known) : undefined,
  };
}
