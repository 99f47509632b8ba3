import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  visit,
} from 'graphql';
import { RequestRefusal, type ResponseError } from './errors.ts';
import { checkCost, checkText, LIMITS, syntaxMessage } from './limits.ts';
import { type PlanSource, planFields } from './plan.ts';
import type { FieldPlan } from './run.ts';
import { introspectionErrors, validationErrors } from './validation.ts';
import { planVariables, type VariablePlan } from './values.ts';

/** An operation that was parsed, validated and weighed. */
export type PreparedOperation = {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly variables: readonly VariablePlan[];
  /** The root fields, as `@skip` and `@include` leave them under these variables. */
  plan(variables: Readonly<Record<string, unknown>>): readonly FieldPlan[];
};

export type Preparation = { operation: PreparedOperation } | { errors: ResponseError[] };

type Source = Omit<PlanSource, 'fragments' | 'isSelected'> & { readonly hidesSchema: boolean };

const KEPT_DOCUMENTS = 500;
const LONGEST_KEPT = 32 * 1024;
const KEPT_PLANS = 16;

/** Prepares operations, each text once: documents of an API in the order of their last use. */
export class Documents {
  readonly #source: Source;
  readonly #kept = new Map<string, Preparation>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** @throws RequestRefusal when the text is past a limit or holds no such operation. */
  prepare(query: string, operationName: string | undefined): Preparation {
    const key = operationName ? `${operationName}\n${query}` : query;
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const preparation = prepare(this.#source, query, operationName);
    if (query.length <= LONGEST_KEPT) {
      this.#kept.set(key, preparation);
      if (this.#kept.size > KEPT_DOCUMENTS) {
        for (const oldest of this.#kept.keys()) {
          this.#kept.delete(oldest);
          break;
        }
      }
    }
    return preparation;
  }
}

function prepare(source: Source, query: string, operationName: string | undefined): Preparation {
  let document: DocumentNode;
  try {
    checkText(query);
    document = parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const locations = (error.locations ?? []).map(({ line, column }) => ({ line, column, sourceName: null }));
    return { errors: [{ path: null, locations, message: syntaxMessage(error) }] };
  }
  const operation = chooseOperation(document, operationName);
  checkCost(document, operation, Math.max(LIMITS.depth, source.depthLimit ?? 0));
  const errors = validationErrors(source.schema, document);
  if (source.hidesSchema) errors.push(...introspectionErrors(document));
  if (errors.length > 0) return { errors };
  return { operation: toPrepared(source, document, operation) };
}

function chooseOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const chosen = operationName
    ? operations.find(({ name }) => name?.value === operationName)
    : operations.length === 1
      ? operations[0]
      : undefined;
  if (chosen) return chosen;
  if (operationName) throw new RequestRefusal('BadRequestException', `Unknown operation named '${operationName}'.`);
  throw new RequestRefusal(
    'BadRequestException',
    operations.length === 0
      ? 'The document has no operation.'
      : 'Must provide operation name if query contains multiple operations.',
  );
}

function toPrepared(source: Source, document: DocumentNode, operation: OperationDefinitionNode): PreparedOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const conditions = conditionVariables(document);
  const plans = new Map<string, readonly FieldPlan[]>();
  return {
    kind: operation.operation,
    variables: planVariables(source.schema, operation),
    plan(variables) {
      const key = conditions.length === 0 ? '' : conditions.map((name) => (variables[name] === true ? 1 : 0)).join('');
      let plan = plans.get(key);
      if (!plan) {
        if (plans.size >= KEPT_PLANS) plans.clear();
        plan = planRoot(source, operation, fragments, variables);
        plans.set(key, plan);
      }
      return plan;
    },
  };
}

function planRoot(
  source: Source,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): readonly FieldPlan[] {
  const { schema } = source;
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const root = types[operation.operation];
  if (!root) throw new RequestRefusal('BadRequestException', `Schema is not configured for ${operation.operation}s.`);
  // Plans of nested selections are made on first use: they must not see another request's variables.
  const values = { ...variables };
  const isSelected = (node: SelectionNode) => isLeftIn(node, values);
  return planFields({ ...source, fragments, isSelected }, root, [operation.selectionSet]);
}

function isLeftIn(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  for (const directive of node.directives ?? []) {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') continue;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const condition =
      value?.kind === 'Variable' ? variables[value.name.value] === true : value?.kind === 'BooleanValue' && value.value;
    if (condition === (name === 'skip')) return false;
  }
  return true;
}

/** Names of the variables that decide which fields are selected. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      for (const argument of node.arguments ?? []) {
        if (argument.value.kind === 'Variable') names.add(argument.value.name.value);
      }
    },
  });
  return [...names];
}
