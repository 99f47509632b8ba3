import type { Place } from './layer-graph.ts';

type Box = Place & { readonly width: number; readonly height: number };

/** How far a line keeps from what it goes around, and one that passes several boxes from one that passes fewer, in pixels. */
const clearance = 18;
const spread = 10;
/** A line is looked at in so many places. */
const samples = 24;

/** Where a line leaves its source, and where it comes in. */
const startOf = ({ x, y, width, height }: Box): Place => ({ x: x + width, y: y + height / 2 });
const endOf = ({ x, y, height }: Box): Place => ({ x, y: y + height / 2 });

/** A line's name among those of its graph. */
export const linkId = ({ source, target }: { readonly source: string; readonly target: string }): string =>
  `${source}→${target}`;

/** The corners of every line of a graph, by `linkId`. */
export function detours(
  boxes: readonly (Box & { readonly id: string })[],
  links: readonly { readonly source: string; readonly target: string }[],
): ReadonlyMap<string, readonly Place[]> {
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  return new Map(
    links.map((link) => {
      const [source, target] = [boxOf.get(link.source), boxOf.get(link.target)];
      const others = boxes.filter((box) => box !== source && box !== target);
      return [linkId(link), source && target ? detour(source, target, others) : []];
    }),
  );
}

/**
 * The corners that a line takes around the boxes that it would run behind, above or below them, whichever is nearer;
 * none where its way is free, and where it leads back.
 */
export function detour(source: Box, target: Box, others: readonly Box[]): readonly Place[] {
  const from = startOf(source);
  const to = endOf(target);
  if (to.x <= from.x) return [];
  const between = others.filter(({ x, width }) => x < to.x && x + width > from.x);
  let passed = between.filter((box) => isCrossed(box, from, to));
  while (passed.length > 0) {
    const lane = laneAround(passed, (from.y + to.y) / 2);
    const { left, right } = extentOf(passed);
    const inTheWay = between.filter(
      (box) => !passed.includes(box) && box.x < right && box.x + box.width > left && isAt(box, lane),
    );
    if (inTheWay.length === 0) {
      return [
        { x: Math.max(from.x, left - clearance / 2), y: lane },
        { x: Math.min(to.x, right + clearance / 2), y: lane },
      ];
    }
    passed = [...passed, ...inTheWay];
  }
  return [];
}

/** A line through all points, level in each of them, as the path of an SVG. */
export function smoothPath([first, ...rest]: readonly [Place, ...Place[]]): string {
  let path = `M${first.x},${first.y}`;
  let before = first;
  for (const { x, y } of rest) {
    const middle = (before.x + x) / 2;
    path += ` C${middle},${before.y} ${middle},${y} ${x},${y}`;
    before = { x, y };
  }
  return path;
}

function isCrossed({ x, y, width, height }: Box, from: Place, to: Place): boolean {
  const middle = (from.x + to.x) / 2;
  return Array.from({ length: samples - 1 }, (_, index) => (index + 1) / samples).some((t) => {
    const u = 1 - t;
    const px = u ** 3 * from.x + 3 * u * t * middle + t ** 3 * to.x;
    const py = (u ** 3 + 3 * u ** 2 * t) * from.y + (3 * u * t ** 2 + t ** 3) * to.y;
    return px > x && px < x + width && py > y && py < y + height;
  });
}

const isAt = ({ y, height }: Box, lane: number): boolean =>
  lane > y - clearance / 2 && lane < y + height + clearance / 2;

function extentOf(boxes: readonly Box[]) {
  return {
    left: Math.min(...boxes.map(({ x }) => x)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  };
}

function laneAround(boxes: readonly Box[], middle: number): number {
  const { top, bottom } = extentOf(boxes);
  const distance = clearance + spread * (boxes.length - 1);
  const [above, below] = [top - distance, bottom + distance];
  return middle - above <= below - middle ? above : below;
}
