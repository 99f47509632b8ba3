import type { Members, Shape } from './shape.ts';

/** What tables and indexes may be called. */
export const NAME_PATTERN = /^[a-zA-Z0-9_.-]+$/;
const COMPARISONS = [
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
] as const;

export const string: Shape = { kind: 'string' };
export const boolean: Shape = { kind: 'boolean' };
/** An attribute value. */
export const value: Shape = { kind: 'value' };
export const oneOf = (...values: string[]): Shape => ({ kind: 'string', values });
export const list = (of: Shape, bounds: { min?: number; max?: number; required?: boolean } = {}): Shape => ({
  kind: 'list',
  of,
  ...bounds,
});
export const structure = (name: string, members: Members, required = false): Shape => ({
  kind: 'structure',
  name,
  members,
  required,
});
export const required = (shape: Shape): Shape => ({ ...shape, required: true });

export const attributes: Shape = { kind: 'map', of: { kind: 'value' } };
export const names: Shape = { kind: 'map', of: string };

/** The name of an existing table, or its ARN. */
export const tableName = {
  kind: 'string',
  required: true,
  min: 1,
  max: 255,
  pattern: NAME_PATTERN,
  isTable: true,
} as const satisfies Shape;
export const indexName: Shape = { kind: 'string', min: 3, max: 255, pattern: NAME_PATTERN };
export const returnConsumedCapacity = oneOf('INDEXES', 'TOTAL', 'NONE');
export const returnItemCollectionMetrics = oneOf('SIZE', 'NONE');
const returnValues = oneOf('ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW');
export const returnValuesOnConditionCheckFailure = oneOf('ALL_OLD', 'NONE');
export const conditionalOperator = oneOf('OR', 'AND');
export const attributesToGet = list(string, { min: 1, max: 255 });

export const conditions: Shape = {
  kind: 'map',
  of: structure('Condition', {
    AttributeValueList: list(value),
    ComparisonOperator: { kind: 'string', values: COMPARISONS, required: true },
  }),
};

const expected: Shape = {
  kind: 'map',
  of: structure('ExpectedAttributeValue', {
    AttributeValueList: list(value),
    ComparisonOperator: { kind: 'string', values: COMPARISONS },
    Exists: boolean,
    Value: value,
  }),
};

export const attributeUpdates: Shape = {
  kind: 'map',
  of: structure('AttributeValueUpdate', { Action: oneOf('ADD', 'PUT', 'DELETE'), Value: value }),
};

export const expressionMembers: Members = {
  ExpressionAttributeValues: attributes,
  ExpressionAttributeNames: names,
};

/** The members that PutItem, UpdateItem and DeleteItem have in common. */
export const writeMembers: Members = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  ConditionExpression: string,
  ...expressionMembers,
};
