import { invalid } from '../failures.ts';

type Input = Readonly<Record<string, unknown>>;

/** Refuses expressions beside the parameters they replaced, and placeholders without expressions. @throws ServiceError */
export function checkParameters(input: Input, expressions: readonly string[], legacy: readonly string[]): void {
  const used = expressions.filter((name) => input[name] !== undefined);
  const old = legacy.filter((name) => input[name] !== undefined && !isLoneKeyConditions(input, name));
  if (used.length > 0 && old.length > 0) {
    throw invalid(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
    );
  }
  if (input.ExpressionAttributeNames !== undefined && used.length === 0) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  }
  const valued = expressions.filter((name) => name !== 'ProjectionExpression');
  if (input.ExpressionAttributeValues === undefined || valued.some((name) => input[name] !== undefined)) return;
  throw invalid(
    `ExpressionAttributeValues can only be specified when using expressions: ${valued.join(' and ')} ${valued.length > 1 ? 'are' : 'is'} null`,
  );
}

/** KeyConditions may stand beside the other expressions as long as there is no KeyConditionExpression. */
const isLoneKeyConditions = (input: Input, name: string): boolean =>
  name === 'KeyConditions' && input.KeyConditionExpression === undefined;
