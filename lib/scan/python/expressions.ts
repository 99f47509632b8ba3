import { either, exactText, joined, options, textOf, unknown } from '../code/value.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import type { PythonNode } from './syntax.ts';

const punctuation = new Set(['[', ']', '(', ')', '{', '}', ',', ':', '*', '**']);

/** The entries of a list or tuple. */
export const entriesOf = ({ children }: PythonNode): PythonNode[] =>
  children.filter(({ name }) => !punctuation.has(name));

export function evaluateDictionary(evaluator: PythonEvaluator, { children }: PythonNode): PythonValue {
  const fields = new Map<string, PythonValue>();
  const computed: { key: PythonValue; value: PythonValue }[] = [];
  for (const [index, child] of children.entries()) {
    const item = children[index + 1];
    const key = children[index - 1];
    if (!item || fields.size > 500) break;
    if (child.name === '**') merge(fields, evaluator.evaluate(item));
    if (child.name !== ':' || !key) continue;
    const name = evaluator.evaluate(key);
    if (name.kind === 'text' && name.exact) fields.set(name.text, evaluator.evaluate(item));
    else computed.push({ key: name, value: evaluator.evaluate(item) });
  }
  return { kind: 'record', fields, computed };
}

export function merge(fields: Map<string, PythonValue>, value: PythonValue): void {
  for (const one of options(value)) {
    if (one.kind === 'record') for (const [name, field] of one.fields) fields.set(name, field);
  }
}

/** `f'{stage}-orders'` */
export function evaluateFormat(evaluator: PythonEvaluator, { text, children, from }: PythonNode): PythonValue {
  const [opening = '', quote = ''] = /^[a-z]*("""|'''|"|')/i.exec(text) ?? [];
  const parts: PythonValue[] = [];
  let position = opening.length;
  for (const child of children) {
    if (child.name !== 'FormatReplacement') continue;
    const [, inner] = child.children;
    parts.push(exactText(text.slice(position, child.from - from)), inner ? evaluator.evaluate(inner) : unknown());
    position = child.to - from;
  }
  return joined([...parts, exactText(text.slice(position, Math.max(position, text.length - quote.length)))]);
}

export function evaluateBinary(evaluator: PythonEvaluator, node: PythonNode): PythonValue {
  const [first, operator, last] = node.children;
  if (!first || !operator || !last) return unknown();
  const left = evaluator.evaluate(first);
  const right = evaluator.evaluate(last);
  switch (operator.text) {
    case 'or':
      if (left.kind === 'environment') return { ...left, fallback: left.fallback ?? right };
      return either([left, right]) ?? unknown();
    case 'and':
      return right;
    case '&':
    case '|': {
      const inputs = () => ({ positional: [left, right], named: new Map<string, PythonValue>() });
      const callee: PythonValue = { kind: 'imported', module: 'operator', name: operator.text };
      return { kind: 'call', isNew: false, callee, node, inputs };
    }
    case '+':
      return textOf(left) === undefined && textOf(right) === undefined ? unknown() : joined([left, right]);
    case '%':
      return left.kind === 'text' ? joined([{ ...left, exact: false, parts: [left, right] }]) : unknown();
    default:
      return unknown(node.text.slice(0, 80));
  }
}
