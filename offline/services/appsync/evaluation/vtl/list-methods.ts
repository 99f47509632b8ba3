import { isList, isRecord, javaEquals, javaString } from '../util/values.ts';

export type ListMethod = (list: unknown[], args: unknown[]) => unknown;

const indexIn = (list: unknown[], value: unknown): number => list.findIndex((item) => javaEquals(item, value));
const includes = (list: unknown[], value: unknown): boolean => indexIn(list, value) >= 0;

/** The elements of a collection: a list's items, a map's values; null for anything else. */
export function elements(value: unknown): unknown[] | null {
  if (isList(value)) return value;
  return isRecord(value) ? Object.values(value) : null;
}

/** `list[index]`. @throws Error when the list is shorter, as Java does. */
export function itemAt(list: unknown[], index: unknown): unknown {
  if (typeof index !== 'number') return null;
  if (index < 0 || index >= list.length) throw new Error(`Index ${index} out of bounds for length ${list.length}`);
  return list[index] ?? null;
}

function replaceAll(list: unknown[], kept: unknown[]): boolean {
  const changed = kept.length !== list.length;
  if (changed) list.splice(0, list.length, ...kept);
  return changed;
}

function add(list: unknown[], args: unknown[]): unknown {
  const [first, second] = args;
  if (args.length < 2) return list.push(first ?? null) > 0;
  if (typeof first === 'number') list.splice(first, 0, second ?? null);
  return '';
}

function addAll(list: unknown[], args: unknown[]): boolean {
  const added = elements(args.at(-1));
  if (!added) return false;
  const at = args.length > 1 && typeof args[0] === 'number' ? args[0] : list.length;
  list.splice(at, 0, ...added);
  return added.length > 0;
}

function remove(list: unknown[], [which]: unknown[]): unknown {
  if (typeof which === 'number') {
    const removed = itemAt(list, which);
    list.splice(which, 1);
    return removed;
  }
  const index = indexIn(list, which);
  if (index < 0) return false;
  list.splice(index, 1);
  return true;
}

/** The methods of Java's `List` that templates can call, by name. */
export const LIST_METHODS: ReadonlyMap<string, ListMethod> = new Map<string, ListMethod>([
  ['add', add],
  ['addAll', addAll],
  ['clear', (list) => ((list.length = 0), '')],
  ['contains', (list, [value]) => includes(list, value)],
  ['containsAll', (list, [values]) => (elements(values) ?? []).every((value) => includes(list, value))],
  ['equals', (list, [other]) => javaEquals(list, other)],
  ['get', (list, [index]) => itemAt(list, index)],
  ['indexOf', (list, [value]) => indexIn(list, value)],
  ['isEmpty', (list) => list.length === 0],
  ['iterator', (list) => list],
  ['lastIndexOf', (list, [value]) => list.findLastIndex((item) => javaEquals(item, value))],
  ['remove', remove],
  ['removeAll', (list, [values]) => replaceAll(list, without(list, elements(values) ?? []))],
  ['retainAll', (list, [values]) => replaceAll(list, within(list, elements(values) ?? []))],
  ['set', (list, [index, value]) => (typeof index === 'number' ? list.splice(index, 1, value ?? null)[0] : null)],
  ['size', (list) => list.length],
  ['subList', (list, [from, to]) => list.slice(Number(from), Number(to))],
  ['toArray', (list) => list],
  ['toString', (list) => javaString(list)],
]);

/** The items of `list` that are not among `values`. */
export const without = (list: unknown[], values: unknown[]): unknown[] =>
  list.filter((item) => !includes(values, item));

/** The items of `list` that are among `values`. */
export const within = (list: unknown[], values: unknown[]): unknown[] => list.filter((item) => includes(values, item));
