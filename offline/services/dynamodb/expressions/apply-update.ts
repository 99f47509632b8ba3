import { invalid } from '../failures.ts';
import { type AttributeValue, attributeOf, type Item, setAttribute } from '../values/attribute-value.ts';
import { addNumbers } from '../values/number.ts';
import type { UpdateAction, UpdateOperand } from './bind-update.ts';
import { valueAt } from './evaluate.ts';
import type { Path } from './placeholders.ts';

const wrongOperand = () => invalid('An operand in the update expression has an incorrect data type');
const noSuchPath = () => invalid('The document path provided in the update expression is invalid for update');

/**
 * The item after an update. Every operand sees the item as it was before; list indexes too refer to the list before,
 * so that removed elements close up and those beyond the end are appended only when all is done.
 * @throws ServiceError ValidationException
 */
export function applyUpdate(original: Item, actions: readonly UpdateAction[]): Item {
  const changes = actions.map((action) => ({ path: action.path, value: outcome(action, original) }));
  const draft: Draft = { root: { M: { ...original } }, lists: [] };
  const owned = new Set<AttributeValue>([draft.root]);
  for (const { path, value } of changes) write(draft, owned, path, value);
  for (const list of draft.lists) closeGaps(list);
  return draft.root.M ?? {};
}

type Draft = { readonly root: AttributeValue; readonly lists: AttributeValue[] };

/** What stands at the action's path afterwards; undefined: nothing. */
function outcome(action: UpdateAction, item: Item): AttributeValue | undefined {
  switch (action.kind) {
    case 'set':
      return evaluate(action.operand, item);
    case 'remove':
      return undefined;
    case 'add':
      return added(valueAt(item, action.path), action.value);
    case 'delete':
      return withoutMembers(valueAt(item, action.path), action.value);
  }
}

function evaluate(operand: UpdateOperand, item: Item): AttributeValue {
  switch (operand.kind) {
    case 'fault':
      throw invalid(operand.message);
    case 'value':
      return operand.value;
    case 'path': {
      const value = valueAt(item, operand.path);
      if (!value) throw invalid('The provided expression refers to an attribute that does not exist in the item');
      return value;
    }
    case 'default':
      return valueAt(item, operand.path) ?? evaluate(operand.otherwise, item);
    case 'append': {
      const [left, right] = [evaluate(operand.left, item), evaluate(operand.right, item)];
      if (!left.L || !right.L) throw wrongOperand();
      return { L: [...left.L, ...right.L] };
    }
    case '+':
    case '-': {
      const [left, right] = [evaluate(operand.left, item), evaluate(operand.right, item)];
      if (left.N === undefined || right.N === undefined) throw wrongOperand();
      return { N: addNumbers(left.N, right.N, operand.kind === '+' ? 1 : -1) };
    }
  }
}

const union = (left: readonly string[], right: readonly string[]): string[] => [...new Set([...left, ...right])];

export function added(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!current) return value;
  if (value.N !== undefined && current.N !== undefined) return { N: addNumbers(current.N, value.N) };
  if (value.SS && current.SS) return { SS: union(current.SS, value.SS) };
  if (value.NS && current.NS) return { NS: union(current.NS, value.NS) };
  if (value.BS && current.BS) return { BS: union(current.BS, value.BS) };
  throw wrongOperand();
}

/** A set without some members; a set left empty is no attribute at all. */
export function withoutMembers(current: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (!current) return undefined;
  for (const type of ['SS', 'NS', 'BS'] as const) {
    const [members, gone] = [current[type], value[type]];
    if (!members || !gone) continue;
    const rest = members.filter((member) => !gone.includes(member));
    return rest.length === 0 ? undefined : { [type]: rest };
  }
  throw wrongOperand();
}

/** Writes at a path, copying each container on the way once. */
function write(draft: Draft, owned: Set<AttributeValue>, path: Path, value: AttributeValue | undefined): void {
  let container = draft.root;
  for (let index = 0; index < path.length - 1; index += 1) {
    const step = path[index];
    const child = step === undefined ? undefined : childOf(container, step);
    if (!child || step === undefined || (!child.M && !child.L)) throw noSuchPath();
    if (owned.has(child)) {
      container = child;
      continue;
    }
    const copy: AttributeValue = child.M ? { M: { ...child.M } } : { L: [...(child.L ?? [])] };
    owned.add(copy);
    put(container, step, copy);
    container = copy;
  }
  const last = path.at(-1);
  if (last === undefined) return;
  if (typeof last === 'number' ? !container.L : !container.M) throw noSuchPath();
  if (container.L) draft.lists.push(container);
  put(container, last, value);
}

const childOf = (container: AttributeValue, step: string | number): AttributeValue | undefined =>
  typeof step === 'number' ? container.L?.[step] : attributeOf(container.M, step);

function put(container: AttributeValue, step: string | number, value: AttributeValue | undefined): void {
  if (typeof step === 'number') {
    const list = container.L ?? [];
    if (value) list[step] = value;
    else if (step < list.length) Reflect.deleteProperty(list, step);
  } else if (container.M) {
    if (value) setAttribute(container.M, step, value);
    else Reflect.deleteProperty(container.M, step);
  }
}

function closeGaps(container: AttributeValue): void {
  // `flat` passes over holes, which is all that is wanted.
  if (container.L) container.L = container.L.flat(0);
}
