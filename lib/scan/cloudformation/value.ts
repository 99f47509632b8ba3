import type { Node } from '../syntax/node.ts';
import type { Template } from './template.ts';

/** A value with its intrinsic functions worked out; what only deployment knows stands as its expression: `${Table.Arn}`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** What intrinsic functions and conditions ask of whoever works values out. */
export interface Reading {
  readonly template: Template;
  value(node: Node | undefined): Value | undefined;
  text(node: Node | undefined): string | undefined;
  number(node: Node | undefined): number | undefined;
}

/** A call that cannot be worked out, as short text: `Cidr(10.0.0.0/16, 4, 8)`. */
export function expression(name: string, argument: Value | undefined): string {
  const list = Array.isArray(argument) ? (argument as readonly Value[]) : argument === undefined ? [] : [argument];
  return `${name}(${list.map(shown).join(', ')})`;
}

/** A value as text: strings as they are, anything else as JSON. */
export function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
