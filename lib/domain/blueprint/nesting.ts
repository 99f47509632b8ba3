/** Of lists and objects within one another that a record of a table may hold: DynamoDB takes 32 with the record itself. */
export const maxNesting = 30;

interface Place {
  readonly value: object;
  readonly path: readonly (string | number)[];
}

/** Parts of a path that are told: what lies deeper nobody finds by its name. */
const toldParts = 8;

/**
 * Where data first nests deeper than it may, as the beginning of the path there; undefined where it does not. The data
 * must be plain: what JSON can hold.
 */
export function tooDeepAt(data: unknown, limit = maxNesting): readonly (string | number)[] | undefined {
  let level = placesOf(data, []);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return level[0]?.path;
    level = level.flatMap(({ value, path }) =>
      Array.isArray(value)
        ? value.flatMap((part, index) => placesOf(part, [...path, index]))
        : Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name])),
    );
  }
  return undefined;
}

function placesOf(value: unknown, path: readonly (string | number)[]): Place[] {
  return typeof value === 'object' && value !== null ? [{ value, path: path.slice(0, toldParts) }] : [];
}
