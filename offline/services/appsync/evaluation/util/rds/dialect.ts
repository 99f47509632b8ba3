import { isHinted } from './statement.ts';

/** How one database quotes, and the variables that its statements have bound so far. */
export class Dialect {
  readonly name: 'Pg' | 'MySQL';
  readonly variables: Record<string, unknown> = {};
  readonly hints: Record<string, string> = {};
  #count = 0;

  constructor(name: 'Pg' | 'MySQL') {
    this.name = name;
  }

  /** A name, each of its dotted parts quoted. */
  quote(name: string): string {
    const mark = this.name === 'Pg' ? '"' : '`';
    return name
      .split('.')
      .map((part) => mark + part + mark)
      .join('.');
  }

  /** The placeholder of a value; null is written out. */
  bind(value: unknown): string {
    if (value === null || value === undefined) return 'NULL';
    const placeholder = `:P${this.#count++}`;
    this.variables[placeholder] = isHinted(value) ? value.value : value;
    if (isHinted(value)) this.hints[placeholder] = value.type;
    return placeholder;
  }
}
