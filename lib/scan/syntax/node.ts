/** A parsed file, whatever its syntax: values with the lines they stand on. CloudFormation's short tags are in long form. */
export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly line: number;
  /** Of a block scalar that keeps its lines (`|`), the line of the text's first. */
  readonly textLine?: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly line: number;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly line: number;
}

/** `line` is the key's. */
export interface Entry {
  readonly line: number;
  readonly value: Node;
}

/** What could not be read, and where. */
export interface Problem {
  readonly line: number;
  readonly reason: string;
}

export interface Parsed {
  /** Null where nothing could be understood. Of a broken file what stands before the break. */
  readonly root: Node | null;
  readonly problems: readonly Problem[];
}

/** Deeper files are bombs, not descriptions. */
export const MAX_DEPTH = 120;

/** The value under a path of keys, or undefined. */
export function child(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node;
  for (const key of path) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
}

/** The entries of a map, none of anything else. */
export function entriesOf(node: Node | undefined): Iterable<[string, Entry]> {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list, none of anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A string as it stands, else undefined. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The only entry of a map with one: how intrinsic functions look. */
export function onlyEntry(node: Node | undefined): [string, Entry] | undefined {
  if (node?.kind !== 'map' || node.entries.size !== 1) return undefined;
  for (const entry of node.entries) return entry;
  return undefined;
}
