import type { Entry, Node } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';

const names = /^(?:\w*PolicyDocument|ResourcePolicy|Policy)$/;
const maxLevels = 6;

/** Properties with policies in place of the JSON that some write them as, each on its line where the text keeps lines. */
export function withDocuments(node: Node | undefined, level = 0): Node | undefined {
  if (node === undefined || level > maxLevels) return node;
  if (node.kind === 'list') {
    const items = node.items.flatMap((item) => withDocuments(item, level + 1) ?? []);
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }
  if (node.kind !== 'map') return node;
  const entries = [...node.entries].map(([name, entry]): [string, Entry] => {
    const value = (names.test(name) && documentIn(entry.value)) || withDocuments(entry.value, level + 1);
    return [name, value === undefined || value === entry.value ? entry : { line: entry.line, value }];
  });
  const isSame = entries.every(([name, entry]) => node.entries.get(name) === entry);
  return isSame ? node : { ...node, entries: new Map(entries) };
}

/** The document that a text, also one with substitutions, is the JSON of. */
function documentIn(node: Node): Node | undefined {
  const isSub = node.kind === 'map' && node.entries.size === 1 && node.entries.has('Fn::Sub');
  const scalar = isSub ? node.entries.get('Fn::Sub')?.value : node;
  if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string' || !/^\s*\{/.test(scalar.value)) return undefined;
  const { root, problems } = parseText(scalar.value);
  if (root?.kind !== 'map' || problems.length > 0) return undefined;
  const first = scalar.textLine;
  return placed(root, (line) => (first === undefined ? scalar.line : first + line - 1), isSub);
}

function placed(node: Node, lineOf: (line: number) => number, isSub: boolean): Node {
  const line = lineOf(node.line);
  switch (node.kind) {
    case 'scalar': {
      const value: Node = { kind: 'scalar', value: node.value, line };
      if (!isSub || typeof node.value !== 'string' || !node.value.includes('${')) return value;
      return { kind: 'map', line, entries: new Map([['Fn::Sub', { line, value }]]) };
    }
    case 'list':
      return { kind: 'list', line, items: node.items.map((item) => placed(item, lineOf, isSub)) };
    case 'map': {
      const entries = [...node.entries].map(([name, entry]): [string, Entry] => [
        name,
        { line: lineOf(entry.line), value: placed(entry.value, lineOf, isSub) },
      ]);
      return { kind: 'map', line, entries: new Map(entries) };
    }
  }
}
