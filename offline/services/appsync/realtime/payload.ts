import { type FieldPlan, isObject } from '../graphql/run.ts';

/**
 * What a mutation's field gave its caller, under the fields' names instead of the caller's aliases: all that
 * subscribers can get. What the mutation did not select is not there.
 */
export function byFieldName(field: FieldPlan, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => byFieldName(field, item));
  if (!isObject(value) || !field.fieldsOf) return value;
  const payload: Record<string, unknown> = {};
  for (const child of field.fieldsOf(typeNameOf(field, value))) {
    if (child.key in value && !(child.name in payload)) payload[child.name] = byFieldName(child, value[child.key]);
  }
  return payload;
}

/** The object type behind a value: the field's own, or for interfaces and unions what `__typename` was selected to say. */
function typeNameOf({ definition }: FieldPlan, value: Readonly<Record<string, unknown>>): string {
  if (typeof value.__typename === 'string') return value.__typename;
  return String(definition.type).replace(/[[\]!]/g, '');
}
