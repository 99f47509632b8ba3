import { ATTRIBUTE_TYPES, type AttributeValue, scalarOf, typeOf } from '../values/attribute-value.ts';
import { compareValues } from '../values/compare.ts';
import type { Condition, Operand } from './condition.ts';
import { ExpressionError } from './cursor.ts';
import { type Placeholders, showPath } from './placeholders.ts';
import { isReserved } from './reserved-words.ts';
import type { ParsedCondition, RawCondition, RawOperand, RawStep } from './syntax.ts';

const OPERANDS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

/** Replaces placeholders and checks what DynamoDB checks before it reads an item, in its order. @throws ExpressionError */
export function bindCondition(parsed: ParsedCondition, placeholders: Placeholders): Condition {
  if (parsed.hasRedundantParentheses) throw new ExpressionError('The expression has redundant parentheses;');
  const faults: { function?: string; misuse?: string; reserved?: string } = {};
  surveyCondition(parsed.condition, faults);
  const fault = faults.function ?? faults.misuse ?? faults.reserved;
  if (fault) throw new ExpressionError(fault);
  return bind(parsed.condition, placeholders);
}

type Faults = { function?: string; misuse?: string; reserved?: string };

function surveyCondition(node: RawCondition, faults: Faults): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      surveyCondition(node.left, faults);
      surveyCondition(node.right, faults);
      return;
    case 'not':
      surveyCondition(node.inner, faults);
      return;
    case 'call':
      surveyOperand(node, faults, false);
      if (node.name === 'size') faults.misuse ??= misuse('size');
      return;
    case 'compare':
      surveyOperand(node.left, faults, true);
      surveyOperand(node.right, faults, true);
      return;
    case 'between':
      for (const operand of [node.operand, node.low, node.high]) surveyOperand(operand, faults, true);
      return;
    case 'in':
      for (const operand of [node.operand, ...node.candidates]) surveyOperand(operand, faults, true);
  }
}

function surveyOperand(node: RawOperand, faults: Faults, isNested: boolean): void {
  if (node.kind === 'path') {
    faults.reserved ??= reservedIn(node.steps);
  } else if (node.kind === 'call') {
    if (!Object.hasOwn(OPERANDS, node.name)) faults.function ??= `Invalid function name; function: ${node.name}`;
    if (isNested && node.name !== 'size') faults.misuse ??= misuse(node.name);
    for (const operand of node.operands) surveyOperand(operand, faults, true);
  }
}

const misuse = (name: string) => `The function is not allowed to be used this way in an expression; function: ${name}`;

/** The complaint about the first reserved word of a path, if it has one. */
export function reservedIn(steps: readonly RawStep[]): string | undefined {
  for (const step of steps) {
    if (typeof step === 'object' && 'name' in step && isReserved(step.name)) {
      return `Attribute name is a reserved keyword; reserved keyword: ${step.name}`;
    }
  }
  return undefined;
}

function bind(node: RawCondition, placeholders: Placeholders): Condition {
  const operand = (raw: RawOperand) => bindOperand(raw, placeholders);
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, left: bind(node.left, placeholders), right: bind(node.right, placeholders) };
    case 'not':
      return { kind: 'not', inner: bind(node.inner, placeholders) };
    case 'compare': {
      const [left, right] = [operand(node.left), operand(node.right)];
      assertDistinct(node.operator, left, right);
      return { kind: 'compare', operator: node.operator, left, right };
    }
    case 'between': {
      const [subject, low, high] = [operand(node.operand), operand(node.low), operand(node.high)];
      assertBounds(low, high);
      return { kind: 'between', operand: subject, low, high };
    }
    case 'in':
      return { kind: 'in', operand: operand(node.operand), candidates: node.candidates.map(operand) };
    case 'call':
      return bindCall(node.name, node.operands.map(operand));
  }
}

function bindOperand(raw: RawOperand, placeholders: Placeholders): Operand {
  switch (raw.kind) {
    case 'path':
      return { kind: 'path', path: placeholders.path(raw.steps) };
    case 'value':
      return { kind: 'value', value: placeholders.value(raw.placeholder) };
    case 'call': {
      const operands = raw.operands.map((inner) => bindOperand(inner, placeholders));
      assertCount('size', operands);
      const [operand] = operands;
      const type = operand && immediateType(operand);
      if (!operand || type === 'N' || type === 'BOOL' || type === 'NULL') throw wrongType('size', type ?? 'N');
      return { kind: 'size', operand };
    }
    case 'arithmetic':
      // The grammar of conditions has no arithmetic.
      throw new ExpressionError(`Syntax error; token: "${raw.operator}"`);
  }
}

function bindCall(name: string, operands: readonly Operand[]): Condition {
  assertCount(name, operands);
  const [first, second] = operands;
  if (!first) throw new ExpressionError(`Invalid function name; function: ${name}`);
  if (second) assertDistinct(name, first, second);
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    if (first.kind !== 'path') {
      throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
    }
    return { kind: name === 'attribute_exists' ? 'exists' : 'missing', path: first.path };
  }
  if (!second) throw new ExpressionError(`Invalid function name; function: ${name}`);
  switch (name) {
    case 'attribute_type':
      return { kind: 'type', operand: first, type: typeName(second) };
    case 'begins_with':
      for (const operand of [first, second]) {
        const type = immediateType(operand);
        if (type && type !== 'S' && type !== 'B') throw wrongType(name, type);
      }
      return { kind: 'begins', operand: first, part: second };
    default:
      return { kind: 'contains', operand: first, part: second };
  }
}

function typeName(operand: Operand): string {
  const value = operand.kind === 'value' ? operand.value : undefined;
  if (value?.S === undefined) {
    throw wrongType('attribute_type', immediateType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
  }
  if (!(ATTRIBUTE_TYPES as readonly string[]).includes(value.S)) {
    throw new ExpressionError(
      `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
  return value.S;
}

function assertCount(name: string, operands: readonly Operand[]): void {
  if (operands.length === OPERANDS[name]) return;
  throw new ExpressionError(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
  );
}

function assertDistinct(operator: string, left: Operand, right: Operand): void {
  if (left.kind !== 'path' || right.kind !== 'path' || showPath(left.path) !== showPath(right.path)) return;
  throw new ExpressionError(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${showPath(left.path)}`,
  );
}

function assertBounds(low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: AttributeValue: ${show(low.value)}, upper bound operand: AttributeValue: ${show(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    throw new ExpressionError(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if ((compareValues(low.value, high.value) ?? 0) > 0) {
    throw new ExpressionError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

const show = (value: AttributeValue): string => `{${typeOf(value)}:${scalarOf(value)}}`;

const immediateType = (operand: Operand) =>
  operand.kind === 'value' ? typeOf(operand.value) : operand.kind === 'size' ? 'N' : undefined;

const wrongType = (name: string, type: string) =>
  new ExpressionError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
