import { entriesOf, itemsOf, type Node } from '../syntax/node.ts';

/** What an EventBridge pattern lets through, as far as names go. */
export interface EventNames {
  /** Detail types, else sources, each on its line; empty for a pattern that names neither. */
  readonly names: readonly { readonly name: string; readonly line: number }[];
  /** The sources it asks for. */
  readonly sources: readonly string[];
}

/** Reads a pattern's names: literals as they are, `prefix`, `suffix` and `wildcard` with stars, the rest in words. */
export function readPattern(pattern: Node | undefined): EventNames {
  const found = new Map<string, { name: string; line: number }[]>();
  for (const [key, { value }] of entriesOf(pattern)) {
    if (key === '$or') {
      for (const part of itemsOf(value)) {
        const { names, sources } = readPattern(part);
        append(found, 'detail-type', names);
        append(
          found,
          'source',
          sources.map((name) => ({ name, line: part.line })),
        );
      }
    } else if (key === 'source' || key === 'detail-type') append(found, key, valuesOf(value));
  }
  const sources = found.get('source') ?? [];
  const types = found.get('detail-type') ?? [];
  return { names: types.length > 0 ? types : sources, sources: sources.map(({ name }) => name) };
}

function append(found: Map<string, { name: string; line: number }[]>, key: string, more: EventNames['names']): void {
  const list = found.get(key) ?? [];
  for (const each of more) if (!list.some(({ name }) => name === each.name)) list.push(each);
  found.set(key, list);
}

function valuesOf(node: Node): { name: string; line: number }[] {
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => {
    const name = nameOf(item);
    return name === undefined || name === '' ? [] : [{ name, line: item.line }];
  });
}

function nameOf(item: Node): string | undefined {
  if (item.kind === 'scalar') return item.value === null ? undefined : String(item.value);
  for (const [operator, { value }] of entriesOf(item)) {
    const text = value.kind === 'scalar' ? String(value.value) : JSON.stringify(plain(value));
    switch (operator) {
      case 'prefix':
        return `${text}*`;
      case 'suffix':
        return `*${text}`;
      case 'wildcard':
      case 'equals-ignore-case':
        return text;
      case 'anything-but':
        return `not ${text}`;
      case 'exists':
        return '*';
      default:
        return undefined;
    }
  }
  return undefined;
}

/** A node as a plain value, lines forgotten. */
function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}
