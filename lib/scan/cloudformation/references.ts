import { type Entry, entriesOf, itemsOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';

/** A place in a template that names something else in it. */
export interface Mention {
  readonly name: string;
  /** What of it: `Arn`, `Outputs.QueueArn`; undefined for the thing itself. */
  readonly attribute: string | undefined;
  readonly line: number;
  /** Keys on the way, from where the walk began; list items have none. */
  readonly path: readonly string[];
  /** The argument of an `Fn::ImportValue`, which names nothing of this template. */
  readonly imported?: Node;
}

/** Every Ref, GetAtt and Sub below a node, whichever branch of a condition it stands in. */
export function mentionsOf(node: Node | undefined): Mention[] {
  const found: Mention[] = [];
  if (node !== undefined) walk(node, [], found);
  return found;
}

function walk(node: Node, path: readonly string[], found: Mention[]): void {
  switch (node.kind) {
    case 'scalar':
      return;
    case 'list':
      for (const item of node.items) walk(item, path, found);
      return;
    case 'map': {
      const call = onlyEntry(node);
      if (call !== undefined && readCall(call, path, found)) return;
      for (const [key, { value }] of entriesOf(node)) walk(value, isCallName(key) ? path : [...path, key], found);
    }
  }
}

const isCallName = (key: string) => key.startsWith('Fn::') && !key.startsWith('Fn::ForEach');

/** Whether the call was one that mentions by its argument, so that there is nothing to walk. */
function readCall([name, { value, line }]: [string, Entry], path: readonly string[], found: Mention[]): boolean {
  switch (name) {
    case 'Ref': {
      const target = textOf(value);
      if (target !== undefined) found.push(mention(target, line, path));
      return target !== undefined;
    }
    case 'Fn::GetAtt': {
      const parts = value.kind === 'list' ? value.items.map((item) => textOf(item) ?? '') : [textOf(value) ?? ''];
      if (parts[0]) found.push(mention(parts.join('.'), line, path));
      return true;
    }
    case 'Fn::Sub': {
      const [pattern, map] = value.kind === 'list' ? itemsOf(value) : [value];
      const own = new Set([...entriesOf(map)].map(([key]) => key));
      for (const { name: target, line: at } of placeholders(pattern)) {
        if (!own.has(target)) found.push(mention(target, at, path));
      }
      if (map !== undefined) walk(map, path, found);
      return true;
    }
    case 'Fn::ImportValue':
      found.push({ name: '', attribute: undefined, line, path, imported: value });
      return false;
    default:
      return false;
  }
}

/** The names in `${…}`, each with its own line where the text keeps its lines. */
function* placeholders(node: Node | undefined): Iterable<{ name: string; line: number }> {
  const text = textOf(node);
  if (text === undefined || node === undefined) return;
  for (const match of text.matchAll(/\$\{\s*([^!}\s][^}\s]*)\s*\}/g)) {
    const [, name = ''] = match;
    yield { name, line: lineWithin(node, text, match.index) };
  }
}

/** The line of a place within a string: in a block scalar its own, else the string's. */
function lineWithin(node: Node, text: string, offset: number): number {
  const first = node.kind === 'scalar' ? node.textLine : undefined;
  return first === undefined ? node.line : first + text.slice(0, offset).split('\n').length - 1;
}

function mention(text: string, line: number, path: readonly string[]): Mention {
  const dot = text.indexOf('.');
  return dot === -1
    ? { name: text, attribute: undefined, line, path }
    : { name: text.slice(0, dot), attribute: text.slice(dot + 1), line, path };
}
