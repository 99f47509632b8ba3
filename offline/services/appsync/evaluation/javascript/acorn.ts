import { createRequire } from 'node:module';
import type * as Acorn from 'acorn';

const require = createRequire(import.meta.url);
let acorn: typeof Acorn | undefined;

let last: { source: string; program: Acorn.Program } | undefined;

/**
 * Parses resolver code; the parser is loaded when the first code needs it. The last program is kept: code is validated
 * and compiled in turn. @throws SyntaxError with `loc`.
 */
export function parseCode(source: string): Acorn.Program {
  acorn ??= require('acorn') as typeof Acorn;
  if (last?.source !== source) {
    last = { source, program: acorn.parse(source, { ecmaVersion: 2022, sourceType: 'module', locations: true }) };
  }
  return last.program;
}

export type SyntaxNode = Acorn.Node & { [key: string]: unknown };

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Visits every node, parents first. */
export function walk(node: Acorn.Node, visit: (node: Acorn.AnyNode, parent: Acorn.Node | null) => void): void {
  const pending: { node: Acorn.Node; parent: Acorn.Node | null }[] = [{ node, parent: null }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    visit(next.node as Acorn.AnyNode, next.parent);
    for (const child of Object.values(next.node as SyntaxNode).flat()) {
      if (isNode(child)) pending.push({ node: child, parent: next.node });
    }
  }
}
