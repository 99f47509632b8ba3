import { Parser } from 'acorn';
import * as z from 'zod';

/** A source in which one thing is changed. */
export type Mutant = { change: string; source: string };

const nodeSchema = z.looseObject({ type: z.string(), start: z.number(), end: z.number() });
type Node = z.infer<typeof nodeSchema>;

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<='],
  '<=': ['<', '>'],
  '>': ['>='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
};

/**
 * The source with each number, text, truth value and operator changed in turn. Texts for people are left as they are: those
 * of the property `message`, and in comments.
 */
export function mutate(source: string): Mutant[] {
  const mutants: Mutant[] = [];
  const replace = (node: Node, text: string) => {
    const before = source.slice(node.start, node.end);
    mutants.push({
      change: `${before} → ${text} at ${node.start}`,
      source: source.slice(0, node.start) + text + source.slice(node.end),
    });
  };
  visit(Parser.parse(source, { ecmaVersion: 2022, sourceType: 'module' }), (node) => {
    const { type, value, operator, left, right } = node;
    if (type === 'Literal') {
      if (typeof value === 'number') for (const other of [value + 1, value - 1]) replace(node, `(${other})`);
      if (typeof value === 'boolean') replace(node, String(!value));
      if (typeof value === 'string') replace(node, JSON.stringify(`${value}x`));
      return;
    }
    const [before, after] = [nodeSchema.safeParse(left).data, nodeSchema.safeParse(right).data];
    if (typeof operator !== 'string' || before === undefined || after === undefined) return;
    for (const other of operators[operator] ?? []) {
      const change = source.slice(node.start, before.end) + ` ${other} ` + source.slice(after.start, node.end);
      replace(node, change);
    }
  });
  return mutants;
}

function visit(value: unknown, enter: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, enter);
    return;
  }
  const node = nodeSchema.safeParse(value).data;
  if (node === undefined) return;
  const { type, key } = node;
  const isForPeople = type === 'Property' && nodeSchema.safeParse(key).data?.['name'] === 'message';
  if (isForPeople || type === 'ImportDeclaration') return;
  enter(node);
  for (const child of Object.values(node)) visit(child, enter);
}
