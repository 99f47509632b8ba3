import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { reservedIn } from './bind-condition.ts';
import { ExpressionError } from './cursor.ts';
import { type Path, type Placeholders, showPath } from './placeholders.ts';
import type { ParsedProjection, ParsedUpdate, RawAction, RawOperand } from './syntax.ts';

/** What a SET assigns. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'default'; readonly path: Path; readonly otherwise: UpdateOperand }
  | { readonly kind: 'append' | '+' | '-'; readonly left: UpdateOperand; readonly right: UpdateOperand }
  /** A call that makes no sense; refused only after what DynamoDB looks at first. */
  | { readonly kind: 'fault'; readonly message: string };

export type UpdateAction =
  | { readonly kind: 'set'; readonly path: Path; readonly operand: UpdateOperand }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'add' | 'delete'; readonly path: Path; readonly value: AttributeValue };

const TYPE_NAMES: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** Replaces placeholders and checks what DynamoDB checks before it reads the item, in its order. @throws ExpressionError */
export function bindUpdate(parsed: ParsedUpdate, placeholders: Placeholders): UpdateAction[] {
  const early = first(parsed.actions, reservedInAction) ?? first(parsed.actions, unknownFunction);
  if (early) throw new ExpressionError(early);
  if (parsed.repeatedSection) {
    throw new ExpressionError(`The "${parsed.repeatedSection}" section can only be used once in an update expression;`);
  }
  const actions = parsed.actions.map((action) => bindAction(action, placeholders));
  assertApart(actions.map(({ path }) => path));
  for (const action of actions) checkMembers(action);
  for (const action of actions) if (action.kind === 'set') checkOperand(action.operand);
  return actions;
}

/** Replaces the placeholders of a projection. @throws ExpressionError */
export function bindProjection(parsed: ParsedProjection, placeholders: Placeholders): Path[] {
  const reserved = first(parsed, reservedIn);
  if (reserved) throw new ExpressionError(reserved);
  const paths = parsed.map((steps) => placeholders.path(steps));
  assertApart(paths);
  return paths;
}

function first<Element>(list: readonly Element[], complaint: (element: Element) => string | undefined) {
  for (const element of list) {
    const found = complaint(element);
    if (found) return found;
  }
  return undefined;
}

const reservedInAction = (action: RawAction): string | undefined =>
  reservedIn(action.path) ?? (action.kind === 'set' ? reservedInOperand(action.operand) : undefined);

function reservedInOperand(operand: RawOperand): string | undefined {
  switch (operand.kind) {
    case 'path':
      return reservedIn(operand.steps);
    case 'value':
      return undefined;
    case 'call':
      return first(operand.operands, reservedInOperand);
    case 'arithmetic':
      return reservedInOperand(operand.left) ?? reservedInOperand(operand.right);
  }
}

const unknownFunction = (action: RawAction): string | undefined =>
  action.kind === 'set' ? unknownIn(action.operand) : undefined;

function unknownIn(operand: RawOperand): string | undefined {
  if (operand.kind === 'arithmetic') return unknownIn(operand.left) ?? unknownIn(operand.right);
  if (operand.kind !== 'call') return undefined;
  const inner = first(operand.operands, unknownIn);
  if (inner) return inner;
  const isKnown = operand.name === 'if_not_exists' || operand.name === 'list_append';
  return isKnown ? undefined : `Invalid function name; function: ${operand.name}`;
}

function bindAction(action: RawAction, placeholders: Placeholders): UpdateAction {
  const path = placeholders.path(action.path);
  switch (action.kind) {
    case 'set':
      return { kind: 'set', path, operand: bindOperand(action.operand, placeholders) };
    case 'remove':
      return { kind: 'remove', path };
    case 'add':
    case 'delete':
      return { kind: action.kind, path, value: placeholders.value(action.value) };
  }
}

function bindOperand(raw: RawOperand, placeholders: Placeholders): UpdateOperand {
  switch (raw.kind) {
    case 'path':
      return { kind: 'path', path: placeholders.path(raw.steps) };
    case 'value':
      return { kind: 'value', value: placeholders.value(raw.placeholder) };
    case 'arithmetic':
      return {
        kind: raw.operator,
        left: bindOperand(raw.left, placeholders),
        right: bindOperand(raw.right, placeholders),
      };
    case 'call': {
      const operands = raw.operands.map((operand) => bindOperand(operand, placeholders));
      const [left, right] = operands;
      if (operands.length !== 2 || !left || !right) {
        return {
          kind: 'fault',
          message: `Incorrect number of operands for operator or function; operator or function: ${raw.name}, number of operands: ${operands.length}`,
        };
      }
      if (raw.name === 'list_append') return { kind: 'append', left, right };
      if (left.kind !== 'path') {
        return {
          kind: 'fault',
          message: `Operator or function requires a document path; operator or function: ${raw.name}`,
        };
      }
      return { kind: 'default', path: left.path, otherwise: right };
    }
  }
}

/** @throws ExpressionError where two paths meet in one another, or where one place is taken for a map and for a list. */
function assertApart(paths: readonly Path[]): void {
  for (const relation of ['overlap', 'conflict'] as const) {
    for (let later = 1; later < paths.length; later += 1) {
      for (let earlier = 0; earlier < later; earlier += 1) {
        const [one, two] = [paths[earlier] ?? [], paths[later] ?? []];
        if (relate(one, two) !== relation) continue;
        throw new ExpressionError(
          `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`,
        );
      }
    }
  }
}

function relate(one: Path, two: Path): 'overlap' | 'conflict' | undefined {
  const length = Math.min(one.length, two.length);
  for (let index = 0; index < length; index += 1) {
    if (typeof one[index] !== typeof two[index]) return 'conflict';
    if (one[index] !== two[index]) return undefined;
  }
  return 'overlap';
}

/** @throws ExpressionError where ADD and DELETE have values that cannot be added or deleted. */
function checkMembers(action: UpdateAction): void {
  if (action.kind !== 'add' && action.kind !== 'delete') return;
  const type = typeOf(action.value);
  const name = TYPE_NAMES[type];
  if (!name || (action.kind === 'add' && type === 'N')) return;
  throw new ExpressionError(
    `Incorrect operand type for operator or function; operator: ${action.kind.toUpperCase()}, operand type: ${name}`,
  );
}

function checkOperand(operand: UpdateOperand): void {
  switch (operand.kind) {
    case 'path':
    case 'value':
      return;
    case 'fault':
      throw new ExpressionError(operand.message);
    case 'default':
      checkOperand(operand.otherwise);
      return;
    case 'append':
    case '+':
    case '-': {
      const expected = operand.kind === 'append' ? 'L' : 'N';
      for (const side of [operand.left, operand.right]) {
        checkOperand(side);
        if (side.kind !== 'value' || typeOf(side.value) === expected) continue;
        throw new ExpressionError(
          `Incorrect operand type for operator or function; operator or function: ${operand.kind === 'append' ? 'list_append' : operand.kind}, operand type: ${typeOf(side.value)}`,
        );
      }
    }
  }
}
