import { itemsOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';
import { type Reading, shown } from './value.ts';

/** Whether a condition holds with the parameters' defaults; undefined where only deployment decides. */
export function isTrue(evaluator: Reading, name: string, within: ReadonlySet<string> = new Set()): boolean | undefined {
  const node = evaluator.template.conditions.get(name);
  // A condition that asks itself is never decided.
  if (node === undefined || within.has(name) || within.size > 50) return undefined;
  return decide(evaluator, node, new Set([...within, name]));
}

function decide(evaluator: Reading, node: Node | undefined, within: ReadonlySet<string>): boolean | undefined {
  const call = onlyEntry(node);
  if (call === undefined) return undefined;
  const [name, { value }] = call;
  const parts = () => itemsOf(value).map((part) => decide(evaluator, part, within));
  switch (name) {
    case 'Condition': {
      const asked = textOf(value);
      return asked === undefined ? undefined : isTrue(evaluator, asked, within);
    }
    case 'Fn::Equals': {
      const [left, right] = itemsOf(value).map((part) => evaluator.value(part));
      if (left === undefined || right === undefined) return undefined;
      const pair = [shown(left), shown(right)];
      return pair.some((side) => side.includes('${') || /^[A-Z][A-Za-z0-9]+\(/.test(side))
        ? undefined
        : pair[0] === pair[1];
    }
    case 'Fn::Not': {
      const [inner] = parts();
      return inner === undefined ? undefined : !inner;
    }
    case 'Fn::And': {
      const all = parts();
      return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
    }
    case 'Fn::Or': {
      const all = parts();
      return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
    }
    default:
      return undefined;
  }
}
