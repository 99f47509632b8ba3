import {
  type ArgumentNode,
  coerceInputValue,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { type ErrorLocation, locationsOf, type ResponseError } from './errors.ts';

/** A declared variable with its type looked up. */
export type VariablePlan = {
  name: string;
  type: GraphQLInputType;
  defaultValue: unknown;
  locations: readonly ErrorLocation[];
};

export function planVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): VariablePlan[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type as never) as unknown;
    if (!isInputType(type)) return [];
    return [
      {
        name: definition.variable.name.value,
        type,
        defaultValue: definition.defaultValue && (valueFromAST(definition.defaultValue, type) as unknown),
        locations: locationsOf([definition]),
      },
    ];
  });
}

/** The variables as their types read them, or the first thing that is wrong with them, in AppSync's words. */
export function coerceVariables(
  plans: readonly VariablePlan[],
  given: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown> } | { error: ResponseError } {
  const values: Record<string, unknown> = {};
  for (const { name, type, defaultValue, locations } of plans) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && defaultValue !== undefined) {
      values[name] = defaultValue;
      continue;
    }
    if (value === undefined || value === null) {
      if (isNonNullType(type)) return { error: { path: null, locations, message: nullMessage(name, String(type)) } };
      if (value === null) values[name] = null;
      continue;
    }
    let problem: string | undefined;
    values[name] = coerceInputValue(value, type, (path, _invalid, { message }) => {
      problem ??= inWordsOfAppSync(path.findLast((key) => typeof key === 'string') ?? name, message);
    });
    if (problem) return { error: { path: null, locations, message: problem } };
  }
  return { values };
}

const nullMessage = (name: string, type: string) =>
  `Variable '${name}' has coerced Null value for NonNull type '${type}'`;

function inWordsOfAppSync(name: string, message: string): string {
  const missing = /^Field "([^"]+)" of required type "([^"]+)" was not provided/.exec(message);
  if (missing?.[1] && missing[2]) return nullMessage(missing[1], missing[2]);
  const isNull = /^Expected non-nullable type "([^"]+)" not to be null/.exec(message);
  if (isNull?.[1]) return nullMessage(name, isNull[1]);
  const unknown = /^Field "([^"]+)" is not defined by type "([^"]+)"/.exec(message);
  if (unknown) {
    return `The variables input contains a field that is not defined for input object type '${unknown[2]}' (field '${unknown[1]}')`;
  }
  return `Variable '${name}' has an invalid value. ${message}`;
}

type ArgumentReader = (target: Record<string, unknown>, variables: Readonly<Record<string, unknown>>) => void;

/** A function that gives the field's arguments; each call a fresh object, since templates write into it. */
export function compileArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const readers = definition.args.map((argument) =>
    compileArgument(
      argument,
      node.arguments?.find(({ name }) => name.value === argument.name),
    ),
  );
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const read of readers) read(values, variables);
    return values;
  };
}

function compileArgument(
  { name, type, defaultValue }: GraphQLArgument,
  node: ArgumentNode | undefined,
): ArgumentReader {
  const takeDefault: ArgumentReader = (target) => {
    if (defaultValue !== undefined) target[name] = copy(defaultValue);
  };
  if (!node) return takeDefault;
  const { value } = node;
  if (value.kind === 'Variable') {
    const variable = value.name.value;
    return (target, variables) => {
      if (Object.hasOwn(variables, variable)) target[name] = copy(variables[variable]);
      else takeDefault(target, variables);
    };
  }
  if (hasVariables(value)) {
    return (target, variables) => {
      target[name] = copy(valueFromAST(value, type, variables));
    };
  }
  const constant: unknown = valueFromAST(value, type);
  return (target) => {
    target[name] = copy(constant);
  };
}

function hasVariables(value: ValueNode): boolean {
  if (value.kind === 'ListValue') return value.values.some(hasVariables);
  if (value.kind === 'ObjectValue') return value.fields.some((field) => hasVariables(field.value));
  return value.kind === 'Variable';
}

/** A deep copy of plain data. */
function copy<Value>(value: Value): Value;
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item));
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) result[key] = copy(item);
  return result;
}
