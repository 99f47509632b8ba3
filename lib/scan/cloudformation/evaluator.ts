import { child, type Entry, entriesOf, itemsOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';
import { isTrue } from './conditions.ts';
import { functions } from './functions.ts';
import type { Template } from './template.ts';
import { expression, type Reading, type Value } from './value.ts';

/** Deeper than any sound template; a file's own nesting is limited where it is parsed. */
const MAX_CALLS = 200;

/** Reads a template's nodes with its parameters' defaults, mappings and conditions. */
export class Evaluator implements Reading {
  readonly template: Template;
  #calls = 0;

  constructor(template: Template) {
    this.template = template;
  }

  /** The node under a path, through `Fn::If` on the way; undefined where nothing stands. */
  at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
    let current = this.settle(node);
    for (const key of path) current = this.settle(child(current, key));
    return current;
  }

  /** The branch that a condition chooses, the first one where only deployment decides. */
  settle(node: Node | undefined): Node | undefined {
    let current = node;
    for (let turns = 0; turns < 20; turns += 1) {
      const call = onlyEntry(current);
      if (call?.[0] === 'Ref' && textOf(call[1].value) === 'AWS::NoValue') return undefined;
      if (call?.[0] !== 'Fn::If') return current;
      const [condition, yes, no] = itemsOf(call[1].value);
      const name = textOf(condition);
      const decided = name === undefined ? undefined : isTrue(this, name);
      const chosen = decided === false ? no : yes;
      current = decided === undefined && isNothing(chosen) ? no : chosen;
    }
    return undefined;
  }

  /** The value of a node; undefined for nothing and `AWS::NoValue`. */
  value(node: Node | undefined): Value | undefined {
    const settled = this.settle(node);
    if (settled === undefined) return undefined;
    if (this.#calls > MAX_CALLS) return '…';
    this.#calls += 1;
    try {
      return this.#value(settled);
    } finally {
      this.#calls -= 1;
    }
  }

  /** A string, or a number or boolean as one; undefined for anything else. */
  text(node: Node | undefined): string | undefined {
    const value = this.value(node);
    return typeof value === 'object' || value === undefined ? undefined : String(value);
  }

  /** A number, also one that is written as a string. */
  number(node: Node | undefined): number | undefined {
    const value = this.value(node);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  boolean(node: Node | undefined): boolean | undefined {
    const value = this.text(node);
    return value === 'true' ? true : value === 'false' ? false : undefined;
  }

  /** The settled items of a list; a single value counts as a list of one, as IAM and SAM take it. */
  items(node: Node | undefined): readonly Node[] {
    const settled = this.settle(node);
    if (settled === undefined) return [];
    if (settled.kind !== 'list') return [settled];
    return settled.items.flatMap((item) => this.settle(item) ?? []);
  }

  entries(node: Node | undefined): Iterable<[string, Entry]> {
    return entriesOf(this.settle(node));
  }

  #value(node: Node): Value | undefined {
    switch (node.kind) {
      case 'scalar':
        return node.value;
      case 'list':
        return node.items.flatMap((item) => {
          const value = this.value(item);
          return value === undefined ? [] : [value];
        });
      case 'map':
        return this.#map(node);
    }
  }

  #map(node: Node): Value | undefined {
    const call = onlyEntry(node);
    if (call !== undefined) {
      const [name, { value }] = call;
      const work = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (work !== undefined) return work(value, this);
      if (name.startsWith('Fn::') && !name.startsWith('Fn::ForEach'))
        return expression(name.slice(4), this.value(value));
    }
    const result: Record<string, Value> = {};
    for (const [key, { value }] of entriesOf(node)) {
      const worked = this.value(value);
      // A key such as __proto__ is a stranger's too.
      if (worked !== undefined) Object.defineProperty(result, key, { value: worked, enumerable: true });
    }
    return result;
  }
}

function isNothing(node: Node | undefined): boolean {
  const call = onlyEntry(node);
  return call?.[0] === 'Ref' && textOf(call[1].value) === 'AWS::NoValue';
}
