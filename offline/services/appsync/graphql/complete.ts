import {
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isEnumType,
  isObjectType,
} from 'graphql';
import { executeFields } from './execute.ts';
import { type Completer, FAILED, type FieldPlan, isObject, isPromise, type Path, pathOf, type Run } from './run.ts';

export const nullable =
  (inner: Completer): Completer =>
  (run, value, path) => {
    if (value === null || value === undefined) return null;
    const completed = inner(run, value, path);
    if (completed === FAILED) return null;
    return isPromise(completed) ? completed.then((settled) => (settled === FAILED ? null : settled)) : completed;
  };

export const nonNull =
  (inner: Completer, typeName: string, parentName: string): Completer =>
  (run, value, path) => {
    if (value !== null && value !== undefined) return inner(run, value, path);
    return report(
      run,
      path,
      (place) => `Cannot return null for non-nullable type: '${typeName}' within parent '${parentName}' (${place})`,
    );
  };

export const listOf =
  (item: Completer): Completer =>
  (run, value, path) => {
    if (!Array.isArray(value)) return mismatch(run, path, 'LIST');
    const items = value.map((entry: unknown, index) => item(run, entry, { previous: path, key: index }));
    const finish = (settled: unknown[]) => (settled.includes(FAILED) ? FAILED : settled);
    return items.some(isPromise) ? Promise.all(items).then(finish) : finish(items);
  };

export const leafType =
  (type: GraphQLLeafType): Completer =>
  (run, value, path) => {
    try {
      const serialized: unknown = type.serialize(value);
      if (serialized !== undefined) return serialized;
    } catch {
      // Reported below, in the words of the kind of type.
    }
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    const what = isEnumType(type) ? `Enum '${type.name}'` : type.name;
    return report(run, path, (place) => `Can't serialize value (${place}) : Invalid input '${shown}' for ${what}.`);
  };

export const objectType = (typeName: string, fieldsOf: (typeName: string) => readonly FieldPlan[]): Completer => {
  let fields: readonly FieldPlan[] | undefined;
  return (run, value, path) => {
    // Introspection hands out the schema's own objects.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return mismatch(run, path, 'OBJECT');
    fields ??= fieldsOf(typeName);
    return executeFields(run, fields, value, path);
  };
};

export const abstractType =
  (
    schema: GraphQLSchema,
    type: GraphQLInterfaceType | GraphQLUnionType,
    fieldsOf: (typeName: string) => readonly FieldPlan[],
  ): Completer =>
  (run, value, path) => {
    if (!isObject(value)) return mismatch(run, path, 'OBJECT');
    const name = value.__typename;
    const actual = typeof name === 'string' ? schema.getType(name) : undefined;
    if (!isObjectType(actual) || !schema.isSubType(type, actual)) {
      return report(run, path, () => `Abstract type '${type.name}' must resolve to an Object type at runtime.`);
    }
    return executeFields(run, fieldsOf(actual.name), value, path);
  };

const mismatch = (run: Run, path: Path, expected: string) =>
  report(run, path, (place) => `Can't resolve value (${place}) : type mismatch error, expected type ${expected}`);

function report(run: Run, path: Path, message: (place: string) => string): typeof FAILED {
  const keys = pathOf(path);
  run.errors.push({ path: keys, locations: null, message: message(`/${keys.map(placeOf).join('/')}`) });
  return FAILED;
}

const placeOf = (key: string | number) => (typeof key === 'number' ? `[${key}]` : key);
