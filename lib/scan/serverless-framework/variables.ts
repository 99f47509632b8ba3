import path from 'node:path';
import type { SourceTree } from '../dialect.ts';
import { child, type Entry, type Node, textOf } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';

const VARIABLE = /\$\{((?:self|opt|env|sls|file|param)[:(][^${}]*)\}/;
const MAX_TURNS = 20;
const MAX_DEPTH = 40;

/** What variables of a serverless.yml stand for: `${self:custom.x}`, `${opt:stage, 'dev'}`, `${file(./x.yml):y}`. */
export interface Variables {
  readonly root: Node;
  readonly folder: string;
  readonly tree: SourceTree;
}

/** A node with its variables put in; what only the command line or the account knows stands as it is. */
export function withVariables(node: Node, variables: Variables, depth = 0): Node {
  if (depth > MAX_DEPTH) return node;
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && VARIABLE.test(node.value)
        ? resolved(node.value, node, variables, depth)
        : node;
    case 'list':
      return { ...node, items: node.items.map((item) => withVariables(item, variables, depth + 1)) };
    case 'map': {
      const entries = [...node.entries].map(([key, { line, value }]): [string, Entry] => [
        key,
        { line, value: withVariables(value, variables, depth + 1) },
      ]);
      return { ...node, entries: new Map(entries) };
    }
  }
}

function resolved(text: string, node: Node, variables: Variables, depth: number): Node {
  let current = text;
  for (let turns = 0; turns < MAX_TURNS; turns += 1) {
    const match = VARIABLE.exec(current);
    if (match === null) break;
    const found = lookUp(match[1] ?? '', variables);
    const isWhole = match[0] === current;
    if (found !== undefined && isWhole && found.kind !== 'scalar') return withVariables(found, variables, depth + 5);
    const value = found?.kind === 'scalar' && found.value !== null ? String(found.value) : undefined;
    // What stays unknown loses its braces' first sign, so that the next turn looks further.
    current = current.replace(match[0], () => value ?? `\u0001{${match[1] ?? ''}}`);
    if (isWhole && found?.kind === 'scalar' && typeof found.value !== 'string') return { ...found, line: node.line };
  }
  return { kind: 'scalar', value: current.replaceAll('\u0001', '$'), line: node.line };
}

/** The first of the alternatives that is known. */
function lookUp(expression: string, variables: Variables): Node | undefined {
  for (const alternative of expression.split(',').map((each) => each.trim())) {
    const literal = /^'([^']*)'$|^"([^"]*)"$|^(\d+|true|false)$/.exec(alternative);
    if (literal !== null) return { kind: 'scalar', value: literal[1] ?? literal[2] ?? literal[3] ?? '', line: 1 };
    const own = /^self:(.+)$/.exec(alternative)?.[1];
    const found = own === undefined ? fromFile(alternative, variables) : child(variables.root, ...own.split('.'));
    if (found !== undefined) return found;
    if (alternative === 'sls:stage' || alternative === 'opt:stage') {
      const stage = child(variables.root, 'provider', 'stage');
      if (textOf(stage) !== undefined && !textOf(stage)?.includes('opt:stage')) return stage;
    }
  }
  return undefined;
}

function fromFile(expression: string, { folder, tree }: Variables): Node | undefined {
  const [, name, keys] = /^file\(([^)]+)\)(?::(.+))?$/.exec(expression) ?? [];
  if (name === undefined) return undefined;
  const file = tree.get(path.posix.join(folder, name));
  const { root } = file === undefined ? { root: null } : parseText(file.text);
  return root === null ? undefined : child(root, ...(keys?.split('.') ?? []));
}
