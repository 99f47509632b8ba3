import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';
import { numberSize } from './number.ts';

/** What an item may weigh, in bytes as DynamoDB counts them. */
export const LARGEST_ITEM = 400 * 1024;

const base64Size = (text: string): number =>
  Math.floor((text.length * 3) / 4) - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);

/** Bytes of an item: names and values, by the rules of the developer guide ("Item sizes and formats"). */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value) size += Buffer.byteLength(name) + valueSize(value);
  }
  return size;
}

function valueSize(value: AttributeValue): number {
  switch (typeOf(value)) {
    case 'S':
      return Buffer.byteLength(value.S ?? '');
    case 'N':
      return numberSize(value.N ?? '');
    case 'B':
      return base64Size(value.B ?? '');
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'SS':
      return sum(value.SS, (text) => Buffer.byteLength(text));
    case 'NS':
      return sum(value.NS, numberSize);
    case 'BS':
      return sum(value.BS, base64Size);
    case 'L':
      return 3 + sum(value.L, (element) => 1 + valueSize(element));
    case 'M':
      return 3 + Object.keys(value.M ?? {}).length + itemSize(value.M ?? {});
  }
}

function sum<Element>(elements: readonly Element[] = [], measure: (element: Element) => number): number {
  let total = 0;
  for (const element of elements) total += measure(element);
  return total;
}
