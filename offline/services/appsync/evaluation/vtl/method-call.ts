import { isList, isRecord, javaEquals, javaString, text } from '../util/values.ts';
import { DefinedBlock, Loop } from './frame.ts';
import { LIST_METHODS } from './list-methods.ts';
import { MAP_METHODS } from './map-methods.ts';
import { TEXT_METHODS } from './text-methods.ts';

/** Calls one named method on whatever the target turns out to be; null where the target has no such method. */
export type MethodCall = (target: unknown, args: unknown[]) => unknown;

type NumberMethod = (value: number, args: unknown[]) => unknown;

const NUMBER_METHODS: ReadonlyMap<string, NumberMethod> = new Map<string, NumberMethod>([
  ['compareTo', (value, [other]) => Math.sign(value - Number(other))],
  ['doubleValue', (value) => value],
  ['equals', (value, [other]) => value === other],
  ['floatValue', (value) => value],
  ['intValue', (value) => Math.trunc(value)],
  ['longValue', (value) => Math.trunc(value)],
  ['toString', (value) => javaString(value)],
]);

/** Looks `name` up once, at compile time, in every kind of target. */
export function compileMethod(name: string): MethodCall {
  const onText = TEXT_METHODS.get(name);
  const onList = LIST_METHODS.get(name);
  const onMap = MAP_METHODS.get(name);
  const onNumber = NUMBER_METHODS.get(name);
  return (target, args) => {
    if (target === null || target === undefined) return null;
    if (typeof target === 'string') return onText ? onText(target, args) : null;
    if (isList(target)) return onList ? onList(target, args) : null;
    if (target instanceof Loop) return loopMethod(target, name);
    if (target instanceof DefinedBlock) return name === 'toString' ? target.render() : null;
    if (isRecord(target)) return onMap ? onMap(target, args) : null;
    if (typeof target === 'number') return onNumber ? onNumber(target, args) : null;
    if (name === 'equals') return javaEquals(target, args[0]);
    if (name === 'toString') return text(target);
    return name === 'booleanValue' ? target : null;
  };
}

/** `$foreach.hasNext()`, `$foreach.getIndex()`, `$foreach.stop()`. */
function loopMethod(loop: Loop, name: string): unknown {
  if (name === 'stop') {
    loop.stopped = true;
    return '';
  }
  const property = name.replace(/^(?:get|is)([A-Z])/, (_, first: string) => first.toLowerCase());
  return loop.property(property);
}
