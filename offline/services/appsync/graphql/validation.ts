import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import { locationsOf, type ResponseError } from './errors.ts';

const MAX_ERRORS = 20;

/** What is wrong with a document, in the words of AppSync (graphql-java's). */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): ResponseError[] {
  const problems = validate(schema, document, undefined, undefined, { maxErrors: MAX_ERRORS });
  return problems.map((problem) => ({
    path: null,
    locations: locationsOf(problem.nodes?.slice(0, 1) ?? []),
    message: inWordsOfAppSync(problem, document),
  }));
}

const HIDDEN = { __schema: '__Schema', __type: '__Type' } as const;

/** What an API without introspection says of a document that asks for its schema: those types have no fields. */
export function introspectionErrors(document: DocumentNode): ResponseError[] {
  const errors: ResponseError[] = [];
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === 'FragmentDefinition' ? [[node.name.value, node]] : [])),
  );
  const report = (set: SelectionSetNode, type: string, place: string, opened: readonly string[]): void => {
    for (const node of set.selections) {
      if (node.kind === 'InlineFragment') report(node.selectionSet, type, place, opened);
      else if (node.kind === 'FragmentSpread') {
        const name = node.name.value;
        const fragment = opened.includes(name) ? undefined : fragments.get(name);
        if (fragment) report(fragment.selectionSet, type, place, [...opened, name]);
      } else if (node.name.value !== '__typename') {
        const field = node.name.value;
        const message = `Validation error of type FieldUndefined: Field '${field}' in type '${type}' is undefined @ '${place}/${field}'`;
        errors.push({ path: null, locations: locationsOf([node]), message });
      }
    }
  };
  visit(document, {
    Field(node) {
      const name = node.name.value;
      if ((name === '__schema' || name === '__type') && node.selectionSet)
        report(node.selectionSet, HIDDEN[name], name, []);
    },
  });
  return errors.slice(0, MAX_ERRORS);
}

const PATTERNS: readonly (readonly [RegExp, (match: readonly string[]) => { type: string; text: string }])[] = [
  [
    /^Cannot query field "([^"]+)" on type "([^"]+)"/,
    ([, field, type]) => ({ type: 'FieldUndefined', text: `Field '${field}' in type '${type}' is undefined` }),
  ],
  [
    /^Unknown argument "([^"]+)" on field/,
    ([, name]) => ({ type: 'UnknownArgument', text: `Unknown field argument ${name}` }),
  ],
  [
    /^Field "[^"]+" argument "([^"]+)" of type "[^"]+" is required/,
    ([, name]) => ({ type: 'MissingFieldArgument', text: `Missing field argument ${name}` }),
  ],
  [
    /^Field "([^"]+)" of type "([^"]+)" must have a selection of subfields/,
    ([, field, type]) => ({
      type: 'SubSelectionRequired',
      text: `Sub selection required for type ${type} of field ${field}`,
    }),
  ],
  [
    /^Field "([^"]+)" must not have a selection since type "([^"]+)"/,
    ([, field, type]) => ({
      type: 'SubSelectionNotAllowed',
      text: `Sub selection not allowed on leaf type ${type} of field ${field}`,
    }),
  ],
  [/^Unknown type "([^"]+)"/, ([, type]) => ({ type: 'UnknownType', text: `Unknown type ${type}` })],
  [/^Unknown fragment "([^"]+)"/, ([, name]) => ({ type: 'UndefinedFragment', text: `Undefined fragment ${name}` })],
  [/^Unknown directive "([^"]+)"/, ([, name]) => ({ type: 'UnknownDirective', text: `Unknown directive ${name}` })],
  [
    /^Variable "\$([^"]+)" is not defined/,
    ([, name]) => ({ type: 'UndefinedVariable', text: `Undefined variable ${name}` }),
  ],
  [/^Variable "\$([^"]+)" is never used/, ([, name]) => ({ type: 'UnusedVariable', text: `Unused variable ${name}` })],
  [
    /^Variable "\$([^"]+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    ([, , type, expected]) => ({
      type: 'VariableTypeMismatch',
      text: `Variable type '${type}' doesn't match expected type '${expected}'`,
    }),
  ],
];

function inWordsOfAppSync(problem: GraphQLError, document: DocumentNode): string {
  const node = problem.nodes?.[0];
  const place = node ? ` @ '${placeOf(document, node)}'` : '';
  for (const [pattern, tell] of PATTERNS) {
    const match = pattern.exec(problem.message);
    if (!match) continue;
    const { type, text } = tell(match);
    return `Validation error of type ${type}: ${text}${place}`;
  }
  const isValue = /^(Expected|Field|Enum|Value|.* cannot represent|Unable to parse)/.test(problem.message);
  return `Validation error of type ${isValue ? 'WrongType' : 'InvalidSyntax'}: ${problem.message}${place}`;
}

/** The names of the fields from the operation down to a node, joined by `/`. */
function placeOf(document: DocumentNode, wanted: ASTNode): string {
  const names: string[] = [];
  let place = '';
  visit(document, {
    enter(node: ASTNode) {
      if (node.kind === 'Field') names.push(node.name.value);
      if (node === wanted) {
        place = names.join('/');
        return BREAK as unknown;
      }
      return undefined;
    },
    leave(node: ASTNode) {
      if (node.kind === 'Field') names.pop();
    },
  });
  return place;
}
