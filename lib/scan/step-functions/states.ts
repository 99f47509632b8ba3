import { child, type Entry, entriesOf, itemsOf, type Node } from '../syntax/node.ts';

/** A state of a machine, also of one within a Map or Parallel. */
export interface State {
  readonly name: string;
  readonly line: number;
  readonly node: Node;
}

const MAX_STATES = 1000;

/** Every state of a definition in Amazon States Language, outer before inner. */
export function statesOf(definition: Node | undefined): State[] {
  const found: State[] = [];
  gather(definition, found, 0);
  return found;
}

function gather(definition: Node | undefined, found: State[], depth: number): void {
  if (depth > 12) return;
  for (const [name, { line, value }] of entriesOf(child(definition, 'States'))) {
    if (found.length >= MAX_STATES) return;
    found.push({ name, line, node: value });
    for (const inner of innerDefinitions(value)) gather(inner, found, depth + 1);
  }
}

function innerDefinitions(state: Node): Node[] {
  const maps = [child(state, 'Iterator'), child(state, 'ItemProcessor')].flatMap((each) => each ?? []);
  return [...maps, ...itemsOf(child(state, 'Branches'))];
}

/** Whether a parsed file is a definition in Amazon States Language. */
export function isDefinition(root: Node | null): root is Node {
  return root !== null && child(root, 'StartAt') !== undefined && child(root, 'States')?.kind === 'map';
}

/** The entry of a property, whose line is the key's. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}
