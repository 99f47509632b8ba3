import { isRecord, type JsonRecord, javaEquals, javaString, ownValue, setOwn } from '../util/values.ts';

export type MapMethod = (map: JsonRecord, args: unknown[]) => unknown;

const keyOf = (value: unknown): string => (typeof value === 'string' ? value : javaString(value));

function put(map: JsonRecord, [key, value]: unknown[]): unknown {
  const name = keyOf(key);
  const before = ownValue(map, name);
  setOwn(map, name, value ?? null);
  return before;
}

function putAll(map: JsonRecord, [other]: unknown[]): string {
  if (isRecord(other)) for (const [key, value] of Object.entries(other)) setOwn(map, key, value);
  return '';
}

function remove(map: JsonRecord, [key]: unknown[]): unknown {
  const name = keyOf(key);
  const before = ownValue(map, name);
  Reflect.deleteProperty(map, name);
  return before;
}

function clear(map: JsonRecord): string {
  for (const key of Object.keys(map)) Reflect.deleteProperty(map, key);
  return '';
}

/** The methods of Java's `Map` (and of its entries) that templates can call, by name. */
export const MAP_METHODS: ReadonlyMap<string, MapMethod> = new Map<string, MapMethod>([
  ['clear', clear],
  ['containsKey', (map, [key]) => Object.hasOwn(map, keyOf(key))],
  ['containsValue', (map, [value]) => Object.values(map).some((entry) => javaEquals(entry, value))],
  ['entrySet', (map) => Object.entries(map).map(([key, value]) => ({ key, value }))],
  ['equals', (map, [other]) => javaEquals(map, other)],
  ['get', (map, [key]) => ownValue(map, keyOf(key))],
  ['getKey', (entry) => ownValue(entry, 'key')],
  ['getOrDefault', (map, [key, otherwise]) => (Object.hasOwn(map, keyOf(key)) ? map[keyOf(key)] : otherwise)],
  ['getValue', (entry) => ownValue(entry, 'value')],
  ['isEmpty', (map) => Object.keys(map).length === 0],
  ['keySet', (map) => Object.keys(map)],
  ['put', put],
  ['putAll', putAll],
  ['putIfAbsent', (map, args) => ownValue(map, keyOf(args[0])) ?? put(map, args)],
  ['remove', remove],
  ['size', (map) => Object.keys(map).length],
  ['toString', (map) => javaString(map)],
  ['values', (map) => Object.values(map)],
]);
