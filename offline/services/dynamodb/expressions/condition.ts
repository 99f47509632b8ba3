import type { AttributeValue } from '../values/attribute-value.ts';
import type { Path } from './placeholders.ts';
import type { Comparator } from './syntax.ts';

/** An operand with its placeholders replaced; `size` is the only function that yields a value. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly operand: Operand };

/** A condition ready to be evaluated, from an expression or from the legacy parameters. */
export type Condition =
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | { readonly kind: 'exists' | 'missing'; readonly path: Path }
  | { readonly kind: 'type'; readonly operand: Operand; readonly type: string }
  | { readonly kind: 'begins' | 'contains'; readonly operand: Operand; readonly part: Operand }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition };

/** Calls `visit` with every path of a condition. */
export function eachPath(condition: Condition, visit: (path: Path) => void): void {
  const operand = (node: Operand): void => {
    if (node.kind === 'path') visit(node.path);
    else if (node.kind === 'size') operand(node.operand);
  };
  switch (condition.kind) {
    case 'compare':
      operand(condition.left);
      operand(condition.right);
      return;
    case 'between':
      for (const node of [condition.operand, condition.low, condition.high]) operand(node);
      return;
    case 'in':
      for (const node of [condition.operand, ...condition.candidates]) operand(node);
      return;
    case 'exists':
    case 'missing':
      visit(condition.path);
      return;
    case 'type':
      operand(condition.operand);
      return;
    case 'begins':
    case 'contains':
      operand(condition.operand);
      operand(condition.part);
      return;
    case 'and':
    case 'or':
      eachPath(condition.left, visit);
      eachPath(condition.right, visit);
      return;
    case 'not':
      eachPath(condition.inner, visit);
  }
}
