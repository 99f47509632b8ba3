import * as acorn from 'acorn';

let last: { source: string; program: acorn.Program } | undefined;
let forgetting: NodeJS.Immediate | undefined;

/**
 * Parses resolver code. The last program is kept for this turn of the event loop: code is validated and compiled in turn.
 * @throws SyntaxError with `loc`.
 */
export function parseCode(source: string): acorn.Program {
  if (last?.source !== source) {
    last = { source, program: acorn.parse(source, { ecmaVersion: 2022, sourceType: 'module', locations: true }) };
    forgetting ??= setImmediate(() => {
      last = undefined;
      forgetting = undefined;
    });
  }
  return last.program;
}

export type SyntaxNode = acorn.Node & { [key: string]: unknown };

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Visits every node, parents first. */
export function walk(node: acorn.Node, visit: (node: acorn.AnyNode, parent: acorn.Node | null) => void): void {
  const pending: { node: acorn.Node; parent: acorn.Node | null }[] = [{ node, parent: null }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    visit(next.node as acorn.AnyNode, next.parent);
    for (const child of Object.values(next.node as SyntaxNode).flat()) {
      if (isNode(child)) pending.push({ node: child, parent: next.node });
    }
  }
}
