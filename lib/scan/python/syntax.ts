import type { TreeCursor } from '@lezer/common';
import { parser } from '@lezer/python';

/** A node of a Python file: the parser's tree with texts, lines and ways up. */
export class PythonNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly file: PythonFile;
  readonly parent: PythonNode | undefined;
  readonly children: PythonNode[] = [];

  constructor(
    at: { readonly name: string; readonly from: number; readonly to: number },
    file: PythonFile,
    parent?: PythonNode,
  ) {
    this.name = at.name;
    this.from = at.from;
    this.to = at.to;
    this.file = file;
    this.parent = parent;
  }

  get text(): string {
    return this.file.text.slice(this.from, this.to);
  }

  /** From 1. */
  get line(): number {
    return this.file.lineAt(this.from);
  }

  child(name: string): PythonNode | undefined {
    return this.children.find((child) => child.name === name);
  }
}

export class PythonFile {
  readonly path: string;
  readonly text: string;
  readonly root: PythonNode;
  /** Where the syntax first breaks, if it does. */
  readonly brokenAt: number | undefined;
  readonly #lines: readonly number[];

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const cursor = parser.parse(text).cursor();
    this.root = new PythonNode(cursor, this);
    this.brokenAt = fill(this.root, cursor);
  }

  lineAt(position: number): number {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

/** Copies the tree below the cursor, without recursion: trees may be deeper than the stack. */
function fill(root: PythonNode, cursor: TreeCursor): number | undefined {
  let brokenAt: number | undefined;
  let parent = root;
  if (!cursor.firstChild()) return undefined;
  for (;;) {
    const node = new PythonNode(cursor, root.file, parent);
    if (cursor.type.isError) brokenAt ??= cursor.from;
    else if (node.name !== 'Comment') parent.children.push(node);
    if (cursor.firstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return brokenAt;
      if (parent === root || parent.parent === undefined) return brokenAt;
      parent = parent.parent;
    }
  }
}

/** Every node below one, in the order of the text; `enters` says whether to look inside. */
export function* nodesIn(root: PythonNode, enters: (node: PythonNode) => boolean = () => true): Generator<PythonNode> {
  const open = [...root.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    if (enters(node))
      for (let index = node.children.length - 1; index >= 0; index--)
        open.push(...node.children.slice(index, index + 1));
  }
}

/** What a string literal says; undefined for bytes and what is not one. */
export function unquote(literal: string): string | undefined {
  const match = /^([a-z]*)("""|'''|"|')([\s\S]*)\2$/i.exec(literal);
  if (!match) return undefined;
  const [, prefix = '', , body = ''] = match;
  if (/b/i.test(prefix)) return undefined;
  return /r/i.test(prefix)
    ? body
    : body.replaceAll(/\\(?:\r?\n|(.))/gs, (_, escaped: string | undefined) => escapes[escaped ?? ''] ?? escaped ?? '');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
