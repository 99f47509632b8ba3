import type { Condition, Operand } from '../expressions/condition.ts';
import type { Comparator } from '../expressions/syntax.ts';
import { invalid } from '../failures.ts';
import type { Reader } from './reader.ts';

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Parses the condition of a WHERE clause. */
export function parseWhere(reader: Reader): Condition {
  let left = parseAnd(reader);
  while (reader.take('OR')) left = { kind: 'or', left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: Reader): Condition {
  let left = parseNot(reader);
  while (reader.take('AND')) left = { kind: 'and', left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: Reader): Condition {
  if (reader.take('NOT')) return { kind: 'not', inner: reader.nested(() => parseNot(reader)) };
  if (reader.takeSymbol('(')) {
    const inner = reader.nested(() => parseWhere(reader));
    reader.expectSymbol(')');
    return inner;
  }
  return parseComparison(reader);
}

function parseComparison(reader: Reader): Condition {
  const call = parseCall(reader);
  if (call) return call;
  const operand = parseOperand(reader);
  const operator = reader.token.kind === 'symbol' ? COMPARATORS[reader.token.text] : undefined;
  if (operator) {
    reader.advance();
    return { kind: 'compare', operator, left: operand, right: parseOperand(reader) };
  }
  if (reader.take('BETWEEN')) {
    const low = parseOperand(reader);
    reader.expect('AND');
    return { kind: 'between', operand, low, high: parseOperand(reader) };
  }
  if (reader.take('IS')) return parseIs(reader, operand);
  const isNegated = reader.take('NOT');
  if (reader.take('IN')) {
    const condition: Condition = { kind: 'in', operand, candidates: parseCandidates(reader) };
    return isNegated ? { kind: 'not', inner: condition } : condition;
  }
  return reader.fail();
}

function parseIs(reader: Reader, operand: Operand): Condition {
  const isNegated = reader.take('NOT');
  if (operand.kind !== 'path') return reader.fail();
  const negate = (condition: Condition): Condition => (isNegated ? { kind: 'not', inner: condition } : condition);
  if (reader.take('MISSING')) return negate({ kind: 'missing', path: operand.path });
  reader.expect('NULL');
  return negate({ kind: 'type', operand, type: 'NULL' });
}

function parseCandidates(reader: Reader): Operand[] {
  const end = reader.takeSymbol('[') ? ']' : ')';
  if (end === ')') reader.expectSymbol('(');
  const candidates = [parseOperand(reader)];
  while (reader.takeSymbol(',')) candidates.push(parseOperand(reader));
  reader.expectSymbol(end);
  return candidates;
}

/** A function that is a condition by itself. */
function parseCall(reader: Reader): Condition | undefined {
  const { token } = reader;
  if (token.kind !== 'word' || reader.following()?.text !== '(' || reader.is('SIZE')) return undefined;
  const name = reader.advance().text.toLowerCase();
  reader.expectSymbol('(');
  const operands = [parseOperand(reader)];
  while (reader.takeSymbol(',')) operands.push(parseOperand(reader));
  reader.expectSymbol(')');
  const [first, second] = operands;
  if (first?.kind === 'path' && !second) {
    if (name === 'attribute_exists') return { kind: 'exists', path: first.path };
    if (name === 'attribute_not_exists' || name === 'missing') return { kind: 'missing', path: first.path };
  }
  if (first && second) {
    if (name === 'begins_with') return { kind: 'begins', operand: first, part: second };
    if (name === 'contains') return { kind: 'contains', operand: first, part: second };
    if (name === 'attribute_type' && second.kind === 'value') {
      return { kind: 'type', operand: first, type: second.value.S ?? '' };
    }
  }
  throw invalid(`Unsupported function: ${name}`);
}

function parseOperand(reader: Reader): Operand {
  if (reader.is('SIZE') && reader.following()?.text === '(') {
    reader.advance();
    reader.expectSymbol('(');
    const operand = parseOperand(reader);
    reader.expectSymbol(')');
    return { kind: 'size', operand };
  }
  return reader.isValue() ? { kind: 'value', value: reader.value() } : { kind: 'path', path: reader.path() };
}
