/**
 * Compares two texts by their code units, for `sort`. Names of services and functions need no language's order, and the
 * first comparison in one, like the first clock of another time zone, costs the idle process 4 to 7 MB for good.
 */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
