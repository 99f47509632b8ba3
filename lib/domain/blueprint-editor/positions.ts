import type { Blueprint, Step } from '../blueprint/schema.ts';

type Position = NonNullable<Step['position']>;

/** Pixels between the tops of two steps that lie one below the other. */
const rowHeight = 108;

/**
 * Puts a step somewhere. From then on the others keep the places that they were shown at: a drawing that is half placed
 * would change under the hand.
 */
export function moveStep(
  blueprint: Blueprint,
  { id, position, shown }: { id: string; position: Position; shown: ReadonlyMap<string, Position> },
): Blueprint {
  const placeOf = (step: Step) => (step.id === id ? position : (step.position ?? shown.get(step.id)));
  return {
    ...blueprint,
    steps: blueprint.steps.map((step) => {
      const place = placeOf(step);
      return place ? { ...step, position: { x: Math.round(place.x), y: Math.round(place.y) } } : step;
    }),
  };
}

/** Forgets all places: the steps are laid out by what waits for what. */
export function arrange(blueprint: Blueprint): Blueprint {
  if (!blueprint.steps.some(({ position }) => position)) return blueprint;
  return { ...blueprint, steps: blueprint.steps.map(({ position: _position, ...step }) => step) };
}

/** Below all that was placed; undefined where nothing was, and the layout decides. */
export function freePlace({ steps }: Pick<Blueprint, 'steps'>): Position | undefined {
  const placed = steps.flatMap(({ position }) => position ?? []);
  if (placed.length === 0) return undefined;
  return { x: Math.min(...placed.map(({ x }) => x)), y: Math.max(...placed.map(({ y }) => y)) + rowHeight };
}
