import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  type IntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { z } from 'zod';
import { asService } from './services.ts';

export type Kind = 'query' | 'mutation' | 'subscription';
export type Operation = { readonly kind: Kind; readonly field: GraphQLField<unknown, unknown> };

/** Values for arguments and input fields, by their name. */
export type Samples = Readonly<Record<string, unknown>>;

/** Every operation that the API has, as it says itself. */
export async function readOperations(): Promise<Operation[]> {
  const { data } = await asService('administrator', getIntrospectionQuery());
  const schema = buildClientSchema(z.custom<IntrospectionQuery>((value) => typeof value === 'object').parse(data));
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return (['query', 'mutation', 'subscription'] as const).flatMap((kind) =>
    Object.values(types[kind]?.getFields() ?? {}).map((field) => ({ kind, field })),
  );
}

/**
 * A request for an operation: required arguments filled, optional ones and input fields where a sample is given, and
 * everything of the answer selected, so that whatever leaks shows.
 */
export function requestOf(
  { kind, field }: Operation,
  samples: Samples,
): { query: string; variables: Record<string, unknown> } {
  const passed = field.args.filter(
    ({ name, type }) => isNonNullType(type) || (name in samples && !isInputObjectType(type)),
  );
  const declared = passed.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const given = passed.map(({ name }) => `${name}: $${name}`).join(', ');
  return {
    query: `${kind} Ask${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field.type)} }`,
    variables: Object.fromEntries(passed.map(({ name, type }) => [name, sampleOf(name, type, samples)])),
  };
}

function sampleOf(name: string, type: GraphQLInputType, samples: Samples): unknown {
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    const wanted = Object.values(named.getFields()).filter(
      (field) => isNonNullType(field.type) || field.name in samples,
    );
    return Object.fromEntries(wanted.map((field) => [field.name, sampleOf(field.name, field.type, samples)]));
  }
  if (name in samples) return samples[name];
  if (isListType(getNullableType(type))) return [];
  if (isEnumType(named)) return named.getValues()[0]?.name;
  return scalars[named.name] ?? 'sample';
}

const scalars: Samples = {
  Int: 1,
  Float: 1,
  Boolean: false,
  AWSDate: '2026-11-21',
  AWSDateTime: '2026-11-21T08:00:00.000Z',
  AWSJSON: '{}',
};

/** Every field of a type; models refer to no other models here, so this ends. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((field) => `${field.name} ${selectionOf(field.type)}`);
  return `{ ${fields.join(' ')} }`;
}
