import { added, withoutMembers } from '../expressions/apply-update.ts';
import { invalid, invalidParameter } from '../failures.ts';
import { type AttributeValue, attributeOf, type Item, setAttribute, typeOf } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';

export type AttributeUpdate = { Action?: 'PUT' | 'ADD' | 'DELETE'; Value?: AttributeValue };

const DELETABLE = ['SS', 'NS', 'BS'];
const ADDABLE = ['L', 'N', ...DELETABLE];

/** Checks AttributeUpdates. @throws ServiceError ValidationException */
export function checkAttributeUpdates(updates: Readonly<Record<string, AttributeUpdate>> | undefined): void {
  for (const { Action, Value } of Object.values(updates ?? {})) {
    if (Value) checkValue(Value);
    else if (Action !== 'DELETE') {
      throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
    }
    if (!Value) continue;
    const type = typeOf(Value);
    if (Action === 'DELETE' && !DELETABLE.includes(type)) {
      throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
    }
    if (Action === 'ADD' && !ADDABLE.includes(type)) {
      throw invalidParameter(`ADD action is not supported for the type ${type}`);
    }
  }
}

/** The item after AttributeUpdates. @throws ServiceError ValidationException on types that do not fit */
export function applyAttributeUpdates(original: Item, updates: Readonly<Record<string, AttributeUpdate>>): Item {
  const item = { ...original };
  for (const [name, update] of Object.entries(updates)) {
    const value = outcome(attributeOf(original, name), update);
    if (value) setAttribute(item, name, value);
    else Reflect.deleteProperty(item, name);
  }
  return item;
}

function outcome(current: AttributeValue | undefined, { Action, Value }: AttributeUpdate): AttributeValue | undefined {
  if (Action === undefined || Action === 'PUT') return Value;
  if (!Value) return undefined;
  if (current && typeOf(current) !== typeOf(Value)) throw invalid('Type mismatch for attribute to update');
  if (Action === 'DELETE') return withoutMembers(current, Value);
  return Value.L ? { L: [...(current?.L ?? []), ...Value.L] } : added(current, Value);
}
