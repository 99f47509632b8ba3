import {
  buildASTSchema,
  concatAST,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  parse,
  validateSchema,
} from 'graphql';
import { DefinitionError } from '../../../kernel/errors.ts';
import { type FieldRule, ruleOf } from '../authorization/rules.ts';
import { AWS_SCALARS } from './scalars.ts';

const AWS_DEFINITIONS = `
${Object.keys(AWS_SCALARS)
  .map((name) => `scalar ${name}`)
  .join('\n')}
directive @aws_subscribe(mutations: [String!]) on FIELD_DEFINITION
directive @aws_publish(subscriptions: [String!]) on FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]) on FIELD_DEFINITION
directive @aws_api_key on FIELD_DEFINITION | OBJECT
directive @aws_iam on FIELD_DEFINITION | OBJECT
directive @aws_oidc on FIELD_DEFINITION | OBJECT
directive @aws_lambda on FIELD_DEFINITION | OBJECT
directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
`;

/** The executable schema with what its AWS directives say. */
export type ApiSchema = {
  readonly schema: GraphQLSchema;
  /** Rule of a field: its own directives, else its type's, else undefined (the default mode decides). */
  rule(type: GraphQLObjectType, field: string): FieldRule | undefined;
  /** Subscription fields that each mutation field feeds. */
  readonly subscribers: ReadonlyMap<string, readonly string[]>;
};

/** @throws DefinitionError naming the schema resource when the SDL does not hold. */
export function buildApiSchema(sdl: string, logicalId: string): ApiSchema {
  const schema = build(sdl, logicalId);
  const typeRules = new Map<string, FieldRule | undefined>();
  const fieldRules = new Map<string, FieldRule | undefined>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    typeRules.set(type.name, ruleOf(directivesOf(type)));
    for (const field of Object.values(type.getFields())) {
      fieldRules.set(`${type.name}.${field.name}`, ruleOf(field.astNode?.directives));
    }
  }
  return {
    schema,
    rule: (type, field) => fieldRules.get(`${type.name}.${field}`) ?? typeRules.get(type.name),
    subscribers: subscribersOf(schema),
  };
}

const directivesOf = (type: GraphQLObjectType): readonly DirectiveNode[] => [
  ...(type.astNode?.directives ?? []),
  ...(type.extensionASTNodes ?? []).flatMap((node) => node.directives ?? []),
];

function build(sdl: string, logicalId: string): GraphQLSchema {
  const refuse = (reason: string): never => {
    throw new DefinitionError({
      logicalId,
      property: 'Definition',
      reason: `the schema does not hold: ${reason}`,
      remedy: 'Correct the schema; AppSync would refuse it too',
    });
  };
  try {
    const schema = buildASTSchema(concatAST([parse(AWS_DEFINITIONS, { noLocation: true }), parseSdl(sdl)]));
    for (const [name, config] of Object.entries(AWS_SCALARS)) {
      const type = schema.getType(name);
      if (isScalarType(type)) Object.assign(type, config);
    }
    const problems = validateSchema(schema);
    return problems.length > 0 ? refuse(problems.map(({ message }) => message).join(' ')) : schema;
  } catch (error) {
    if (error instanceof DefinitionError) throw error;
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The document without definitions that a schema may repeat for its tools' sake. */
function parseSdl(sdl: string): DocumentNode {
  const document = parse(sdl, { noLocation: true });
  return {
    ...document,
    definitions: document.definitions.filter(
      (definition) =>
        !(definition.kind === 'ScalarTypeDefinition' && definition.name.value in AWS_SCALARS) &&
        !(definition.kind === 'DirectiveDefinition' && definition.name.value.startsWith('aws_')),
    ),
  };
}

function subscribersOf(schema: GraphQLSchema): Map<string, string[]> {
  const subscribers = new Map<string, string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
    const value = directive?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
    const items = value?.kind === 'ListValue' ? value.values : value ? [value] : [];
    for (const item of items) {
      if (item.kind !== 'StringValue') continue;
      subscribers.set(item.value, [...(subscribers.get(item.value) ?? []), field.name]);
    }
  }
  return subscribers;
}
