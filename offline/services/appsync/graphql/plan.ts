import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { FieldRule } from '../authorization/rules.ts';
import { abstractType, leafType, listOf, nonNull, nullable, objectType } from './complete.ts';
import { locationsOf } from './errors.ts';
import type { Completer, FieldPlan, FieldResolver } from './run.ts';
import { selectionSetGraphql, selectionSetList } from './selection.ts';
import { compileArguments } from './values.ts';

/** What plans are made from: the schema with its rules and resolvers, and one document. */
export type PlanSource = {
  readonly schema: GraphQLSchema;
  rule(type: GraphQLObjectType, field: string): FieldRule;
  resolver(typeName: string, fieldName: string): FieldResolver | undefined;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether `@skip` and `@include` leave the selection in. */
  isSelected(node: SelectionNode): boolean;
  /** Levels that a request may ask for, where the API sets a limit. */
  readonly depthLimit: number | undefined;
};

/** The fields that `selections` ask of an object type, in order, merged by their key. */
export function planFields(
  source: PlanSource,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  level = 1,
): FieldPlan[] {
  const nodes = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const selection of selections) collect(source, type, selection, nodes, visited);
  return [...nodes].flatMap(([key, same]) => planField(source, type, key, same, level) ?? []);
}

function collect(
  source: PlanSource,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  nodes: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const node of selectionSet.selections) {
    if (!source.isSelected(node)) continue;
    if (node.kind === 'Field') {
      const key = (node.alias ?? node.name).value;
      const same = nodes.get(key);
      if (same) same.push(node);
      else nodes.set(key, [node]);
      continue;
    }
    let fragment: { typeCondition?: { name: { value: string } } | undefined; selectionSet: SelectionSetNode } = {
      selectionSet,
    };
    if (node.kind === 'InlineFragment') fragment = node;
    else {
      const name = node.name.value;
      const definition = source.fragments.get(name);
      if (!definition || visited.has(name)) continue;
      visited.add(name);
      fragment = definition;
    }
    const condition = fragment.typeCondition?.name.value;
    if (condition === undefined || isOfType(source.schema, type, condition)) {
      collect(source, type, fragment.selectionSet, nodes, visited);
    }
  }
}

function isOfType(schema: GraphQLSchema, type: GraphQLObjectType, condition: string): boolean {
  if (type.name === condition) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}

function planField(
  source: PlanSource,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  level: number,
): FieldPlan | undefined {
  const [node] = nodes;
  if (!node) return undefined;
  const name = node.name.value;
  const definition = fieldDefinition(source.schema, parentType, name);
  if (!definition) return undefined;
  const isIntrospection = name.startsWith('__') || parentType.name.startsWith('__');
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const resolver = isIntrospection ? undefined : source.resolver(parentType.name, name);
  const children = memoizedFields(source, selections, level + 1);
  const isTooDeep = !isIntrospection && source.depthLimit !== undefined && level > source.depthLimit;
  return {
    key,
    name,
    parentType,
    definition,
    locations: locationsOf(nodes.slice(0, 1)),
    isNonNull: isNonNullType(definition.type),
    rule: isIntrospection ? undefined : source.rule(parentType, name),
    isIntrospection,
    isTooDeep,
    resolver,
    info: {
      fieldName: name,
      parentTypeName: parentType.name,
      selectionSetList: resolver ? selectionSetList(source, selections) : [],
      selectionSetGraphQL: resolver ? selectionSetGraphql(selections) : '',
    },
    arguments: compileArguments(definition, node),
    complete: completerOf(source, definition.type, parentType, children),
    serialize: isIntrospection || isTooDeep ? undefined : serializerOf(definition.type),
    fieldsOf: selections.length > 0 ? children : undefined,
  };
}

function serializerOf(type: GraphQLOutputType): ((value: unknown) => unknown) | undefined {
  const inner = getNullableType(type);
  return isLeafType(inner) ? (value) => inner.serialize(value) as unknown : undefined;
}

function fieldDefinition(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parentType === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parentType.getFields()[name];
}

function memoizedFields(source: PlanSource, selections: readonly SelectionSetNode[], level: number) {
  const known = new Map<string, readonly FieldPlan[]>();
  return (typeName: string): readonly FieldPlan[] => {
    let fields = known.get(typeName);
    if (!fields) {
      const type = source.schema.getType(typeName);
      fields = isObjectType(type) ? planFields(source, type, selections, level) : [];
      known.set(typeName, fields);
    }
    return fields;
  };
}

function completerOf(
  source: PlanSource,
  type: GraphQLOutputType,
  parent: GraphQLObjectType,
  fieldsOf: (typeName: string) => readonly FieldPlan[],
): Completer {
  return isNonNullType(type)
    ? nonNull(
        innerCompleter(source, type.ofType as GraphQLOutputType, parent, fieldsOf),
        String(type.ofType),
        parent.name,
      )
    : nullable(innerCompleter(source, type, parent, fieldsOf));
}

function innerCompleter(
  source: PlanSource,
  type: GraphQLOutputType,
  parent: GraphQLObjectType,
  fieldsOf: (typeName: string) => readonly FieldPlan[],
): Completer {
  if (isListType(type)) return listOf(completerOf(source, type.ofType as GraphQLOutputType, parent, fieldsOf));
  if (isLeafType(type)) return leafType(type);
  if (isObjectType(type)) return objectType(type.name, fieldsOf);
  if (isAbstractType(type)) return abstractType(source.schema, type, fieldsOf);
  throw new Error(`The type ${String(type)} cannot be completed.`);
}
