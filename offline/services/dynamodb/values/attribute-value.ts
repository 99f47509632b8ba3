/** A value as it travels on the wire and is stored: exactly one member is set. */
export type AttributeValue = {
  S?: string;
  /** Canonical decimal text once validated. */
  N?: string;
  /** Base64. */
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
};

export type Item = Record<string, AttributeValue>;

export const ATTRIBUTE_TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];
export type KeyType = 'S' | 'N' | 'B';

/** The type of a validated value. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  return 'NULL';
}

/** An attribute of an item by name; names such as `constructor` are only ever the item's own. */
export const attributeOf = (item: Item | undefined, name: string): AttributeValue | undefined =>
  item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;

/** Sets an attribute, whatever its name: assigning `__proto__` would change the prototype instead. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
  } else item[name] = value;
}

/** The scalar text of a key attribute. */
export const scalarOf = (value: AttributeValue): string => value.S ?? value.N ?? value.B ?? '';
