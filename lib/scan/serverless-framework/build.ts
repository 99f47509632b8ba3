import type { Entry, Node } from '../syntax/node.ts';

/** Nodes that stand for what a framework makes of a line. */
export const scalar = (value: string | number | boolean, line: number): Node => ({ kind: 'scalar', value, line });

export const list = (items: readonly Node[], line: number): Node => ({ kind: 'list', items, line });

/** A map of what is defined; each entry on its value's line. */
export function map(entries: Readonly<Record<string, Node | undefined>>, line: number): Node {
  const kept = Object.entries(entries).flatMap(([key, value]): [string, Entry][] =>
    value === undefined ? [] : [[key, { line: value.line, value }]],
  );
  return { kind: 'map', entries: new Map(kept), line };
}

/** A map of entries as they stand. */
export const mapOf = (entries: Iterable<readonly [string, Entry]>, line: number): Node => ({
  kind: 'map',
  entries: new Map(entries),
  line,
});
