import { z } from 'zod';
import { badRequest } from '../data-source.ts';
import { attributeMap } from './attribute-values.ts';

const expressionSchema = z.looseObject({
  expression: z.string(),
  expressionNames: z.record(z.string(), z.string()).nullish(),
  expressionValues: z.record(z.string(), z.unknown()).nullish(),
});

export type Expression = { expression: string; names: Record<string, string>; values: Record<string, unknown> };

/** An `{ expression, expressionNames, expressionValues }` of a request; undefined where it says nothing. */
export function readExpression(value: unknown, place: string): Expression | undefined {
  if (value === undefined || value === null) return undefined;
  const parsed = expressionSchema.safeParse(value);
  if (!parsed.success) throw badRequest(`Value for field '${place}.expression' not found.`);
  const { expression, expressionNames, expressionValues } = parsed.data;
  if (expression.trim() === '') return undefined;
  return {
    expression,
    names: expressionNames ?? {},
    values: expressionValues ? attributeMap(expressionValues, `${place}.expressionValues`) : {},
  };
}

/** Names and values of several expressions in the members that the wire has for them. */
export function wireNames(expressions: readonly (Expression | undefined)[]): Record<string, unknown> {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const expression of expressions) {
    Object.assign(names, expression?.names);
    Object.assign(values, expression?.values);
  }
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
