import { type Entry, entriesOf, itemsOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';

const PREFIX = 'Fn::ForEach::';
/** CloudFormation's own limit of a template's resources. */
const MAX_TURNS = 500;

/**
 * The entries of a map with `Fn::ForEach` unrolled, as the transform AWS::LanguageExtensions does it. What comes out of
 * a loop stands on the line of the key within it. `lists` are the parameters' defaults, which loops may run over.
 */
export function* expandLoops(
  map: Node,
  lists: ReadonlyMap<string, Node | undefined>,
  depth = 0,
): Iterable<[string, Entry]> {
  for (const [key, entry] of entriesOf(map)) {
    const loop = key.startsWith(PREFIX) && depth < 6 ? loopOf(entry.value, lists) : undefined;
    if (loop === undefined) yield [key, entry];
    else {
      for (const turn of loop.turns) yield* expandLoops(substituted(loop.body, loop.variable, turn), lists, depth + 1);
    }
  }
}

function loopOf(node: Node, lists: ReadonlyMap<string, Node | undefined>) {
  const [name, collection, body] = itemsOf(node);
  const variable = textOf(name);
  if (variable === undefined || collection === undefined || body?.kind !== 'map') return undefined;
  const turns = turnsOf(collection, lists);
  return turns === undefined ? undefined : { variable, turns: turns.slice(0, MAX_TURNS), body };
}

function turnsOf(collection: Node, lists: ReadonlyMap<string, Node | undefined>): string[] | undefined {
  if (collection.kind === 'list') {
    return collection.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []));
  }
  const call = onlyEntry(collection);
  const parameter = call?.[0] === 'Ref' ? textOf(call[1].value) : undefined;
  const fallback = parameter === undefined ? undefined : textOf(lists.get(parameter));
  return fallback?.split(',').map((item) => item.trim());
}

/** A body with the loop's variable put in: `${x}` and `&{x}` in keys and strings, and `Ref: x`. */
function substituted(node: Node, variable: string, turn: string): Node {
  const plain = turn.replaceAll(/[^A-Za-z0-9]/g, '');
  const put = (text: string) => text.replaceAll(`\${${variable}}`, turn).replaceAll(`&{${variable}}`, plain);
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' ? { ...node, value: put(node.value) } : node;
    case 'list':
      return { ...node, items: node.items.map((item) => substituted(item, variable, turn)) };
    case 'map': {
      const call = onlyEntry(node);
      if (call?.[0] === 'Ref' && textOf(call[1].value) === variable) {
        return { kind: 'scalar', value: turn, line: node.line };
      }
      const entries = new Map<string, Entry>();
      for (const [key, { line, value }] of node.entries) {
        entries.set(put(key), { line, value: substituted(value, variable, turn) });
      }
      return { ...node, entries };
    }
  }
}
