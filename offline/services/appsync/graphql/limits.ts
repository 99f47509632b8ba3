import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Lexer,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';
import { RequestRefusal } from './errors.ts';

/** Generous for generated selection sets (3 to 8 deep) and the full introspection query (14 deep), tight for bombs. */
export const LIMITS = {
  bodyBytes: 1024 * 1024,
  tokens: 15_000,
  nesting: 60,
  depth: 20,
  aliases: 100,
  /** Selected fields of the operation, fragments opened each time they are spread. */
  fields: 3000,
  /** Fields of the answer. */
  answerFields: 500_000,
  /** Resolver calls of one request; AppSync's own default. */
  resolvers: 10_000,
} as const;

const refuse = (what: string, limit: number): never => {
  throw new RequestRefusal('BadRequestException', `The query ${what}: at most ${limit} are accepted.`);
};

/** Counts tokens and nesting before anything recursive looks at the text. @throws RequestRefusal, GraphQLError */
export function checkText(query: string): void {
  const lexer = new Lexer(new Source(query));
  let count = 0;
  let nesting = 0;
  for (;;) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return;
    count += 1;
    if (count > LIMITS.tokens) refuse(`has more than ${LIMITS.tokens} tokens`, LIMITS.tokens);
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) nesting += 1;
    else if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) nesting -= 1;
    if (nesting > LIMITS.nesting) refuse(`is nested more than ${LIMITS.nesting} levels deep`, LIMITS.nesting);
  }
}

type Weight = { depth: number; fields: number; aliases: number };

/**
 * Depth, cost and aliases of an operation. Fragments are weighed once each, so that a small text that opens into
 * millions of fields is refused at once. @throws RequestRefusal
 */
export function checkCost(document: DocumentNode, operation: OperationDefinitionNode, depthLimit: number): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Weight>();
  const underWay = new Set<string>();

  const weigh = (set: SelectionSetNode): Weight => {
    const total = { depth: 0, fields: 0, aliases: 0 };
    const add = (weight: Weight, deeper: number) => {
      total.depth = Math.max(total.depth, weight.depth + deeper);
      total.fields = Math.min(total.fields + weight.fields, Number.MAX_SAFE_INTEGER);
      total.aliases = Math.min(total.aliases + weight.aliases, Number.MAX_SAFE_INTEGER);
    };
    for (const node of set.selections) {
      if (node.kind === 'Field') {
        add({ depth: 0, fields: 1, aliases: node.alias && node.alias.value !== node.name.value ? 1 : 0 }, 1);
        if (node.selectionSet) add(weigh(node.selectionSet), 1);
      } else if (node.kind === 'InlineFragment') add(weigh(node.selectionSet), 0);
      else add(weighFragment(node.name.value), 0);
    }
    return total;
  };
  const weighFragment = (name: string): Weight => {
    const fragment = fragments.get(name);
    // An unknown or a circular fragment is for validation to report.
    if (!fragment || underWay.has(name)) return { depth: 0, fields: 0, aliases: 0 };
    let weight = known.get(name);
    if (!weight) {
      underWay.add(name);
      weight = weigh(fragment.selectionSet);
      underWay.delete(name);
      known.set(name, weight);
    }
    return weight;
  };

  const { depth, fields, aliases } = weigh(operation.selectionSet);
  if (depth > depthLimit) refuse(`is ${depth} levels deep`, depthLimit);
  if (fields > LIMITS.fields) refuse(`selects ${fields} fields`, LIMITS.fields);
  if (aliases > LIMITS.aliases) refuse(`uses ${aliases} aliases`, LIMITS.aliases);
}

/** A syntax error in AppSync's words. */
export function syntaxMessage({ message, locations }: GraphQLError): string {
  const found = /found (.+?)\.?$/.exec(message)?.[1] ?? /(".+")/.exec(message)?.[1];
  const place = locations?.[0] ? ` at line ${locations[0].line} column ${locations[0].column}` : '';
  return found ? `Invalid Syntax : offending token '${found}'${place}` : `Invalid Syntax : ${message}${place}`;
}
