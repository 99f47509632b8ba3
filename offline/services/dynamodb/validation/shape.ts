import { invalid, serializationFailure } from '../failures.ts';
import { checkValue, conversion } from '../values/check-value.ts';

/** What an operation's input may look like, with the constraints that AWS checks before anything else. */
export type Shape =
  | {
      kind: 'string';
      values?: readonly string[];
      pattern?: RegExp;
      min?: number;
      max?: number;
      required?: boolean;
      /** The name of a table, or its ARN; a wrong one is refused before all else. */
      isTable?: boolean;
      /** Its absence is refused in words of its own, before all else. */
      isParameter?: boolean;
    }
  | {
      kind: 'integer';
      min?: number;
      max?: number;
      required?: boolean;
      /** Query refuses a wrong Limit in words of its own. */
      showsNoValue?: boolean;
      isLong?: boolean;
    }
  | { kind: 'boolean'; required?: boolean }
  | { kind: 'list'; of: Shape; min?: number; max?: number; required?: boolean }
  | {
      kind: 'map';
      of: Shape;
      min?: number;
      max?: number;
      valueMin?: number;
      valueMax?: number;
      required?: boolean;
    }
  | { kind: 'structure'; name: string; members: Readonly<Record<string, Shape>>; required?: boolean }
  /** An attribute value: the operation checks it, where its turn comes. */
  | { kind: 'value'; required?: boolean };

export type Members = Readonly<Record<string, Shape>>;

const MOST_ERRORS = 10;

/** Checks an input: first the JSON types, then the constraints, all broken ones named at once. @throws ServiceError */
export function checkShape(members: Members, input: Record<string, unknown>): void {
  for (const name in members) {
    const value = input[name];
    const shape = members[name];
    if (value == null) Reflect.deleteProperty(input, name);
    else if (shape) checkType(shape, value);
  }
  const errors: string[] = [];
  checkTableName(members, input, errors);
  if (errors.length === 0) checkMembers(members, input, '', errors);
  if (errors.length === 0) return;
  // AWS looks at the types of the values first; here that is made up for only where something else is wrong.
  for (const name in members) if (members[name]) checkValueTypes(members[name], input[name]);
  const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
  throw invalid(`${count}: ${errors.join('; ')}`);
}

/** @throws ServiceError SerializationException where an attribute value within has a wrong JSON type */
function checkValueTypes(shape: Shape, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    if (shape.kind === 'value' && value != null) checkValue(value);
    return;
  }
  switch (shape.kind) {
    case 'value':
      try {
        checkValue(value);
      } catch (error) {
        if (error instanceof Error && error.name === 'SerializationException') throw error;
      }
      return;
    case 'list':
    case 'map':
      for (const element of Object.values(value)) checkValueTypes(shape.of, element);
      return;
    case 'structure':
      for (const [name, member] of Object.entries(value)) {
        if (shape.members[name]) checkValueTypes(shape.members[name], member);
      }
      return;
    case 'string':
    case 'integer':
    case 'boolean':
  }
}

function checkTableName(members: Members, input: Record<string, unknown>, errors: string[]): void {
  const shape = members.TableName;
  if (shape?.kind !== 'string' || !shape.isTable) return;
  if (shape.isParameter && input.TableName === undefined) {
    throw invalid("The parameter 'TableName' is required but was not present in the request");
  }
  if (input.TableName !== undefined) checkConstraints(shape, input.TableName, 'tableName', errors);
}

function checkType(shape: Shape, value: unknown, isElement = false): void {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw serializationFailure(conversion(value, 'String'));
      return;
    case 'integer':
      if (typeof value !== 'number') throw serializationFailure(conversion(value, shape.isLong ? 'Long' : 'Integer'));
      return;
    case 'boolean':
      if (typeof value === 'string') throw serializationFailure('Unexpected token received from parser');
      if (typeof value !== 'boolean') throw serializationFailure(conversion(value, 'Boolean'));
      return;
    case 'list':
      if (!Array.isArray(value)) throw unexpected(value);
      for (const element of value) if (element != null) checkType(shape.of, element, true);
      return;
    case 'map':
    case 'structure': {
      const map = asMap(shape, value, isElement);
      for (const key of Object.keys(map)) {
        const inner = shape.kind === 'map' ? shape.of : shape.members[key];
        if (map[key] == null && shape.kind === 'structure') Reflect.deleteProperty(map, key);
        else if (inner) checkType(inner, map[key], shape.kind === 'map');
      }
      return;
    }
    case 'value':
  }
}

const unexpected = (value: unknown) =>
  serializationFailure(
    typeof value === 'object' ? 'Start of structure or map found where not expected' : 'Unexpected field type',
  );

function asMap(
  shape: Extract<Shape, { kind: 'map' | 'structure' }>,
  value: unknown,
  isElement: boolean,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw isElement && shape.kind === 'structure'
      ? serializationFailure('Unexpected value type in payload')
      : unexpected(value);
  }
  if (Array.isArray(value)) {
    throw serializationFailure(
      shape.kind === 'structure'
        ? `Unrecognized collection type class com.amazonaws.dynamodb.v20120810.${shape.name}`
        : `Unrecognized collection type java.util.Map<java.lang.String, ${javaType(shape.of)}>`,
    );
  }
  return value as Record<string, unknown>;
}

/** The class that the service's own deserializer names. */
function javaType(shape: Shape): string {
  if (shape.kind === 'string') return 'java.lang.String';
  if (shape.kind === 'list') return `java.util.List<${javaType(shape.of)}>`;
  return `com.amazonaws.dynamodb.v20120810.${shape.kind === 'structure' ? shape.name : 'AttributeValue'}`;
}

function checkMembers(members: Members, input: Record<string, unknown>, prefix: string, errors: string[]): void {
  for (const name in members) {
    const shape = members[name];
    const value = input[name];
    if (!shape || (value === undefined && !shape.required)) continue;
    checkConstraints(shape, value, prefix + name.charAt(0).toLowerCase() + name.slice(1), errors);
  }
}

function checkConstraints(shape: Shape, value: unknown, place: string, errors: string[]): void {
  const refuse = (constraint: string, shown = show(value)) => {
    if (errors.length < MOST_ERRORS) {
      errors.push(`Value ${shown} at '${place}' failed to satisfy constraint: ${constraint}`);
    }
  };
  if (value === undefined) {
    if (shape.required) refuse('Member must not be null', 'null');
    return;
  }
  switch (shape.kind) {
    case 'string': {
      const text = typeof value === 'string' ? value : '';
      if (shape.isTable && text.startsWith('arn:')) return;
      if (shape.values && !shape.values.includes(text)) {
        refuse(`Member must satisfy enum value set: [${shape.values.join(', ')}]`);
      }
      checkLength(text.length, shape, refuse);
      if (shape.pattern && (text !== '' || !shape.isTable) && !shape.pattern.test(text)) {
        refuse(`Member must satisfy regular expression pattern: ${shape.pattern.source.slice(1, -1)}`);
      }
      return;
    }
    case 'integer': {
      const number = Number(value);
      const low = shape.min !== undefined && number < shape.min;
      const high = shape.max !== undefined && number > shape.max;
      if (!low && !high) return;
      const bound = low ? `greater than or equal to ${shape.min}` : `less than or equal to ${shape.max}`;
      if (shape.showsNoValue) {
        errors.push(
          `Value at '${place.charAt(0).toUpperCase()}${place.slice(1)}' failed to satisfy constraint: Member must have value ${bound}`,
        );
      } else refuse(`Member must have value ${bound}`);
      return;
    }
    case 'list': {
      const list = value as unknown[];
      checkLength(list.length, shape, refuse);
      list.forEach((element, index) => {
        const inside = shape.of.kind === 'structure' ? shape.of : { ...shape.of, required: true };
        checkConstraints(inside, element, `${place}.${index + 1}.member`, errors);
      });
      return;
    }
    case 'map':
      checkMap(shape, value as Record<string, unknown>, place, errors, refuse);
      return;
    case 'structure':
      checkMembers(shape.members, value as Record<string, unknown>, `${place}.`, errors);
      return;
    case 'boolean':
    case 'value':
  }
}

function checkMap(
  shape: Extract<Shape, { kind: 'map' }>,
  map: Record<string, unknown>,
  place: string,
  errors: string[],
  refuse: (constraint: string) => void,
): void {
  const keys = Object.keys(map);
  checkLength(keys.length, shape, refuse);
  if (shape.valueMax !== undefined) {
    const bad = keys.some((key) => {
      const list = map[key];
      return Array.isArray(list) && (list.length > (shape.valueMax ?? 0) || list.length < (shape.valueMin ?? 0));
    });
    if (bad) {
      refuse(
        `Map value must satisfy constraint: [Member must have length less than or equal to ${shape.valueMax}, Member must have length greater than or equal to ${shape.valueMin ?? 0}]`,
      );
      return;
    }
  }
  for (const key of keys) checkConstraints(shape.of, map[key], `${place}.${key}.member`, errors);
}

function checkLength(
  length: number,
  shape: { min?: number; max?: number },
  refuse: (constraint: string) => void,
): void {
  if (shape.min !== undefined && length < shape.min) {
    refuse(`Member must have length greater than or equal to ${shape.min}`);
  }
  if (shape.max !== undefined && length > shape.max) {
    refuse(`Member must have length less than or equal to ${shape.max}`);
  }
}

/** A value as AWS's services print it: `'text'`, `'[A(b=c)]'`, `'{k=v}'`. */
const show = (value: unknown): string => `'${print(value)}'`;

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value);
  const name = structureName(value);
  if (name) {
    const fields = members.map(([key, inner]) => `${key.charAt(0).toLowerCase()}${key.slice(1)}=${print(inner)}`);
    return `${name}(${fields.join(', ')})`;
  }
  return `{${members.map(([key, inner]) => `${key}=${print(inner)}`).join(', ')}}`;
}

const STRUCTURES: readonly (readonly [string, string])[] = [
  ['KeyType', 'KeySchemaElement'],
  ['AttributeType', 'AttributeDefinition'],
  ['PutRequest', 'WriteRequest'],
  ['DeleteRequest', 'WriteRequest'],
  ['Put', 'TransactWriteItem'],
  ['Get', 'TransactGetItem'],
  ['Statement', 'BatchStatementRequest'],
];

const structureName = (value: object): string | undefined =>
  STRUCTURES.find(([member]) => Object.hasOwn(value, member))?.[1];
