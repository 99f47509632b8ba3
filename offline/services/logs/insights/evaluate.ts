import { ServiceError } from '../../../kernel/errors.ts';
import { FUNCTIONS } from './functions.ts';
import type { Expression } from './syntax.ts';
import { compare, isTrue, type Row, toNumber, toText, type Value } from './values.ts';

type Call = Extract<Expression, { kind: 'call' }>;
/** What an aggregate is for the group at hand; undefined: the call is none. */
export type Aggregates = (call: Call) => { value: Value } | undefined;

/** The value of an expression for a row. @throws ServiceError MalformedQueryException for a function that is not there. */
export function evaluate(expression: Expression, row: Row, aggregates?: Aggregates): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'regex':
      return expression.value.source;
    case 'list':
      return undefined;
    case 'field':
      return row(expression.name);
    case 'not':
      return !isTrue(evaluate(expression.of, row, aggregates));
    case 'call': {
      const found = aggregates?.(expression);
      if (found) return found.value;
      const work = Object.hasOwn(FUNCTIONS, expression.name) ? FUNCTIONS[expression.name] : undefined;
      if (!work) throw unknownFunction(expression.name);
      return work(expression.parameters.map((parameter) => evaluate(parameter, row, aggregates)));
    }
    case 'operation':
      return operate(expression, row, aggregates);
  }
}

const unknownFunction = (name: string) =>
  new ServiceError('MalformedQueryException', `The function ${name} is not known here.`);

function operate(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  row: Row,
  aggregates: Aggregates | undefined,
): Value {
  const of = (part: Expression) => evaluate(part, row, aggregates);
  switch (operator) {
    case 'and':
      return isTrue(of(left)) && isTrue(of(right));
    case 'or':
      return isTrue(of(left)) || isTrue(of(right));
    case 'in':
    case 'not in': {
      const value = of(left);
      const items = right.kind === 'list' ? right.items : [right];
      const isIn = value !== undefined && items.some((item) => compare(value, of(item)) === 0);
      return isIn === (operator === 'in');
    }
    case 'like':
    case '=~':
    case 'not like': {
      const value = of(left);
      const text = toText(value);
      const found = right.kind === 'regex' ? right.value.test(text) : text.includes(toText(of(right)));
      return (value !== undefined && found) === (operator !== 'not like');
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator, of(left), of(right));
    default:
      return calculate(operator, toNumber(of(left)), toNumber(of(right)));
  }
}

function ordered(operator: string, left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return operator === '!=' && left !== right;
  const order = compare(left, right);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function calculate(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const results: Readonly<Record<string, number>> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '%': left % right,
    '^': left ** right,
  };
  const result = results[operator];
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}
