import { type AttributeValue, attributeOf, type Item, typeOf } from './attribute-value.ts';
import { compareNumbers } from './number.ts';

/** Orders strings by their UTF-8 bytes: surrogate pairs come after the rest of the basic plane. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const isSurrogateA = a >= 0xd800 && a <= 0xdfff;
    const isSurrogateB = b >= 0xd800 && b <= 0xdfff;
    return isSurrogateA === isSurrogateB ? a - b : isSurrogateA ? 1 : -1;
  }
  return left.length - right.length;
}

const compareBinary = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left, 'base64'), Buffer.from(right, 'base64'));

/** Orders two scalars of one type; undefined where they cannot be ordered. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.S !== undefined && right.S !== undefined) return compareText(left.S, right.S);
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N);
  if (left.B !== undefined && right.B !== undefined) return compareBinary(left.B, right.B);
  return undefined;
}

const sameMembers = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && new Set([...left, ...right]).size === left.length;

/** Deep equality; sets regardless of order. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  switch (type) {
    case 'S':
      return left.S === right.S;
    case 'N':
      return left.N === right.N;
    case 'B':
      return left.B === right.B;
    case 'BOOL':
      return left.BOOL === right.BOOL;
    case 'NULL':
      return true;
    case 'SS':
      return sameMembers(left.SS ?? [], right.SS ?? []);
    case 'NS':
      return sameMembers(left.NS ?? [], right.NS ?? []);
    case 'BS':
      return sameMembers(left.BS ?? [], right.BS ?? []);
    case 'L': {
      const [a, b] = [left.L ?? [], right.L ?? []];
      return (
        a.length === b.length &&
        a.every((value, index) => {
          const other = b[index];
          return other !== undefined && equalValues(value, other);
        })
      );
    }
    case 'M':
      return equalItems(left.M ?? {}, right.M ?? {});
  }
}

export function equalItems(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [a, b] = [attributeOf(left, name), attributeOf(right, name)];
    return a !== undefined && b !== undefined && equalValues(a, b);
  });
}
