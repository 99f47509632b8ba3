import { invalid } from '../errors.ts';

/** What a filter says of a text. `undefined`: it does not match. */
export type Match = {
  /** The value of a selector: `$.field` of JSON, `$name` or `$1` of fields. */
  select(selector: string): unknown;
  /** What TestMetricFilter shows. */
  readonly extracted: Readonly<Record<string, string>>;
};
export type Filter = (text: string) => Match | undefined;

/** Reads a pattern from left to right. */
export class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  get isAtEnd(): boolean {
    this.skipSpace();
    return this.#at >= this.#text.length;
  }

  /** Takes `wanted` if it comes next, spaces aside. */
  accept(wanted: string): boolean {
    this.skipSpace();
    if (!this.#text.startsWith(wanted, this.#at)) return false;
    this.#at += wanted.length;
    return true;
  }

  expect(wanted: string): void {
    if (!this.accept(wanted)) this.fail();
  }

  /** Takes what the expression (sticky) finds next, spaces aside. */
  take(expression: RegExp): string | undefined {
    this.skipSpace();
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  /** The text between quotes that begin here, `\"` meaning a quote; undefined where none begin. */
  quoted(): string | undefined {
    const found = this.take(/"(?:[^"\\]|\\[\s\S])*"/y);
    return found?.slice(1, -1).replace(/\\(["\\])/g, '$1');
  }

  /** The expression between percent signs that begin here. @throws ServiceError for what CloudWatch does not support. */
  regex(): RegExp | undefined {
    const found = this.take(/%(?:[^%\\]|\\[\s\S])*%/y);
    return found === undefined ? undefined : toRegex(found.slice(1, -1));
  }

  fail(): never {
    const next = this.#text.slice(this.#at).trim().slice(0, 1);
    throw invalid(next === '' ? 'Invalid filter pattern' : `Invalid character(s) in term '${next}'`);
  }
}

/** Letters, digits, `_#=@/;,-`, spaces and the operators `^$?[]{}|\*+.`; no groups, hence no backreference. */
function toRegex(source: string): RegExp {
  const wrong = /[^\w#=@/;,:\- ^$?[\]{}|\\*+.]/.exec(source.replace(/\\[\s\S]/g, ''));
  if (wrong) throw invalid(`Invalid character(s) in regex pattern '${wrong[0]}'`);
  try {
    return new RegExp(source);
  } catch (cause) {
    throw Object.assign(invalid('Invalid regex pattern'), { cause });
  }
}

/** A value of a pattern as a test of text: `*` stands for any characters, where it was not quoted too. */
export function textTest(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern;
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('[\\s\\S]*?')}$`);
  return (text) => expression.test(text);
}

export const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

export const OPERATOR = /!=|<=|>=|=|<|>/y;
export const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
