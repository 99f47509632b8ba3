import { attributeOf, type Item } from '../values/attribute-value.ts';

/** When an item expires, in seconds since the epoch; null where its attribute is missing or no number. */
export function expiryOf(item: Item, attribute: string): number | null {
  const text = attributeOf(item, attribute)?.N;
  const seconds = text === undefined ? Number.NaN : Math.floor(Number(text));
  return Number.isSafeInteger(seconds) ? seconds : null;
}
