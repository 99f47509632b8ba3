import { invalid } from '../failures.ts';
import type { Item } from '../values/attribute-value.ts';
import { bindCondition } from './bind-condition.ts';
import { bindProjection, bindUpdate, type UpdateAction } from './bind-update.ts';
import type { Condition } from './condition.ts';
import { ExpressionError } from './cursor.ts';
import { parseCondition } from './parse-condition.ts';
import { parseProjection, parseUpdate } from './parse-update.ts';
import { type Path, Placeholders } from './placeholders.ts';

/** The expression parameters of a request. */
export type ExpressionInput = {
  UpdateExpression?: string;
  ConditionExpression?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
};

type Expressions = {
  update?: UpdateAction[];
  condition?: Condition;
  keyCondition?: Condition;
  filter?: Condition;
  projection?: Path[];
};

const LONGEST = 4096;
const MOST_REMEMBERED = 2000;

/** A parser that remembers what it parsed: a text alone decides its syntax tree, placeholders are replaced later. */
function remembering<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const known = new Map<string, Parsed>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const parsed = parse(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, parsed);
    return parsed;
  };
}

const condition = remembering(parseCondition);
const update = remembering(parseUpdate);
const projection = remembering(parseProjection);

/** Parses and checks all expressions of a request, in DynamoDB's order. @throws ServiceError ValidationException */
export function readExpressions(input: ExpressionInput): Expressions {
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const expressions: Expressions = {};
  if (input.UpdateExpression !== undefined) {
    expressions.update = read('UpdateExpression', input.UpdateExpression, (text) =>
      bindUpdate(update(text), placeholders),
    );
  }
  if (input.ConditionExpression !== undefined) {
    expressions.condition = read('ConditionExpression', input.ConditionExpression, (text) =>
      bindCondition(condition(text), placeholders),
    );
  }
  if (input.KeyConditionExpression !== undefined) {
    expressions.keyCondition = read('KeyConditionExpression', input.KeyConditionExpression, (text) =>
      bindCondition(condition(text), placeholders),
    );
  }
  if (input.FilterExpression !== undefined) {
    expressions.filter = read('FilterExpression', input.FilterExpression, (text) =>
      bindCondition(condition(text), placeholders),
    );
  }
  if (input.ProjectionExpression !== undefined) {
    expressions.projection = read('ProjectionExpression', input.ProjectionExpression, (text) =>
      bindProjection(projection(text), placeholders),
    );
  }
  placeholders.assertAllUsed();
  return expressions;
}

function read<Result>(parameter: string, text: string, parse: (text: string) => Result): Result {
  try {
    if (text === '') throw new ExpressionError('The expression can not be empty;');
    if (Buffer.byteLength(text) > LONGEST) {
      throw new ExpressionError(
        `Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(text)}`,
      );
    }
    return parse(text);
  } catch (error) {
    if (error instanceof ExpressionError) throw invalid(`Invalid ${parameter}: ${error.message}`);
    throw error;
  }
}
