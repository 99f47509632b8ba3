import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Values that fit wherever a field of that name is asked for: they address the records of the tests. */
export type Samples = Readonly<Record<string, unknown>>;

function sampleOf(name: string, type: GraphQLInputType, samples: Samples): unknown {
  if (isNonNullType(type)) return sampleOf(name, type.ofType, samples);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.name, field.type, samples)]));
  }
  if (name in samples) return samples[name];
  switch (type.name) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return false;
    case 'AWSDateTime':
      return '2026-11-21T08:00:00.000Z';
    case 'AWSJSON':
      return '{}';
    default:
      return 'sample';
  }
}

/** A selection of the first scalar fields of a type, `organization` and ids before others; deep enough for connections. */
function selectionOf(type: GraphQLOutputType): string {
  if (isNonNullType(type) || isListType(type)) return selectionOf(type.ofType);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields());
  const items = fields.find((field) => field.name === 'items');
  if (items) return `{ items ${selectionOf(items.type)} }`;
  const scalars = fields.filter((field) => selectionOf(field.type) === '').map((field) => field.name);
  return `{ ${scalars.slice(0, 6).join(' ')} }`;
}

/** A request for one field of the schema with every required argument filled. */
export function requestFor(
  operation: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  samples: Samples,
): { query: string; variables: Record<string, unknown> } {
  const required = field.args.filter((argument: GraphQLArgument) => isNonNullType(argument.type));
  const declared = required.map((argument) => `$${argument.name}: ${argument.type.toString()}`);
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`);
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  const call = passed.length > 0 ? `(${passed.join(', ')})` : '';
  return {
    query: `${operation} Ask${head} { ${field.name}${call} ${selectionOf(field.type)} }`,
    variables: Object.fromEntries(
      required.map((argument) => [argument.name, sampleOf(argument.name, argument.type, samples)]),
    ),
  };
}
