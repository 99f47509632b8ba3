import { ServiceError } from '../../../kernel/errors.ts';
import { invalidQuery } from '../errors.ts';
import { FUNCTIONS, type Surroundings } from './functions.ts';
import type { Expression, Operator } from './syntax.ts';
import { list, mapPoints, type Series, scalar, series, type Value } from './values.ts';

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

/** Words that functions take beside strings. */
const KEYWORDS = new Set(['REPEAT', 'LINEAR', 'AVG', 'MAX', 'MIN', 'SUM', 'ASC', 'DESC']);

export type Scope = Surroundings & {
  /** The id of the expression, for messages. */
  readonly id: string;
  /** Another query of the request. */
  lookUp(name: string): Value | undefined;
};

/** The value of an expression. @throws ServiceError ValidationException that names the expression. */
export function evaluate(expression: Expression, scope: Scope): Value {
  try {
    return valueOf(expression, scope);
  } catch (error) {
    if (error instanceof ServiceError && !error.message.startsWith('Error in expression')) {
      throw invalidQuery(`Error in expression '${scope.id}': ${error.message}`);
    }
    throw error;
  }
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      return { kind: 'text', value: expression.value };
    case 'name': {
      const found = scope.lookUp(expression.name);
      if (found) return found;
      if (KEYWORDS.has(expression.name.toUpperCase())) return { kind: 'text', value: expression.name.toUpperCase() };
      throw invalidQuery(`${expression.name} is not the id of a query of this request.`);
    }
    case 'list':
      return list(expression.items.flatMap((item) => members(valueOf(item, scope))));
    case 'negate':
      return operate('-', scalar(0), valueOf(expression.of, scope));
    case 'operation':
      return operate(expression.operator, valueOf(expression.left, scope), valueOf(expression.right, scope));
    case 'call': {
      const found = Object.hasOwn(FUNCTIONS, expression.name) ? FUNCTIONS[expression.name] : undefined;
      if (!found) throw invalidQuery(`The function ${expression.name} does not work offline.`);
      return found(
        expression.parameters.map((parameter) => valueOf(parameter, scope)),
        scope,
      );
    }
  }
}

function members(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'list') return value.list;
  throw invalidQuery('A list holds time series only.');
}

function operate(operator: Operator, left: Value, right: Value): Value {
  const apply = OPERATIONS[operator];
  if (left.kind === 'text' || right.kind === 'text') throw invalidQuery(`${operator} takes numbers and time series.`);
  if (left.kind === 'list') {
    if (right.kind === 'list' && right.list.length !== left.list.length) {
      throw invalidQuery(`${operator} takes lists of the same length.`);
    }
    return list(left.list.map((one, index) => pair(apply, series(one), memberOf(right, index))));
  }
  if (right.kind === 'list') return list(right.list.map((one) => pair(apply, left, series(one))));
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(apply(left.value, right.value));
  return series(pair(apply, left, right));
}

const memberOf = (value: Value, index: number): Value => {
  const member = value.kind === 'list' ? value.list[index] : undefined;
  return member ? series(member) : value;
};

/** Two operands of which one at least is a series: a point where all have one. */
function pair(apply: (left: number, right: number) => number, left: Value, right: Value): Series {
  if (left.kind === 'series' && right.kind === 'series') {
    return mapPoints(left.series, (value, time) => {
      const other = right.series.points.get(time);
      return other === undefined ? undefined : apply(value, other);
    });
  }
  if (left.kind === 'series' && right.kind === 'scalar') {
    return mapPoints(left.series, (value) => apply(value, right.value));
  }
  if (left.kind === 'scalar' && right.kind === 'series') {
    return mapPoints(right.series, (value) => apply(left.value, value));
  }
  throw invalidQuery('A number or a time series is needed on both sides.');
}
