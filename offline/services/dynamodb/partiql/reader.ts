import type { Path } from '../expressions/placeholders.ts';
import { invalid } from '../failures.ts';
import { type AttributeValue, type Item, setAttribute } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { notWellFormed, type Token, tokenize } from './tokens.ts';

const DEEPEST = 100;

/** Reads the tokens of a statement: names, paths and values, with its parameters in the place of `?`. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly #parameters: readonly AttributeValue[];
  #position = 0;
  #used = 0;
  #depth = 0;

  constructor(statement: string, parameters: readonly AttributeValue[]) {
    this.#tokens = tokenize(statement);
    this.#parameters = parameters;
  }

  get token(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  following(): Token | undefined {
    return this.#tokens[this.#position + 1];
  }

  advance(): Token {
    const { token } = this;
    this.#position += 1;
    return token;
  }

  is(word: string): boolean {
    return this.token.kind === 'word' && this.token.text.toUpperCase() === word;
  }

  take(word: string): boolean {
    if (!this.is(word)) return false;
    this.#position += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) this.fail();
  }

  isSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#position += 1;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.fail();
  }

  /** @throws ServiceError when tokens or parameters are left. */
  finish(): void {
    if (this.token.kind !== 'end') this.fail();
    if (this.#used !== this.#parameters.length) {
      throw invalid("Number of parameters in request and statement don't match.");
    }
  }

  fail(): never {
    throw notWellFormed(this.token.kind === 'end' ? 'Unexpected end' : `Unexpected token ${this.token.text}`);
  }

  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > DEEPEST) this.fail();
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  name(): string {
    if (this.token.kind !== 'word' && this.token.kind !== 'quoted') this.fail();
    return this.advance().text;
  }

  path(): Path {
    const path: (string | number)[] = [this.name()];
    for (;;) {
      if (this.takeSymbol('.')) path.push(this.name());
      else if (this.takeSymbol('[')) {
        if (this.token.kind === 'number') path.push(Number(this.advance().text));
        else if (this.token.kind === 'text') path.push(this.advance().text);
        else this.fail();
        this.expectSymbol(']');
      } else return path;
    }
  }

  /** Whether a value begins here, rather than a path or a function. */
  isValue(): boolean {
    const { kind, text } = this.token;
    if (kind === 'text' || kind === 'number') return true;
    if (kind === 'symbol') return ['?', '{', '[', '<<', '-', '+'].includes(text);
    return kind === 'word' && ['TRUE', 'FALSE', 'NULL'].includes(text.toUpperCase());
  }

  value(): AttributeValue {
    const value = this.#value();
    checkValue(value);
    return value;
  }

  #value(): AttributeValue {
    const { kind, text } = this.token;
    if (kind === 'text') return { S: this.advance().text };
    if (kind === 'number') return { N: this.advance().text };
    if (this.take('TRUE')) return { BOOL: true };
    if (this.take('FALSE')) return { BOOL: false };
    if (this.take('NULL')) return { NULL: true };
    if (kind !== 'symbol') return this.fail();
    this.advance();
    switch (text) {
      case '?':
        return this.#parameter();
      case '-':
      case '+':
        if (this.token.kind !== 'number') this.fail();
        return { N: text + this.advance().text };
      case '[':
        return { L: this.#elements(']') };
      case '{':
        return { M: this.#members() };
      case '<<':
        return toSet(this.#elements('>>'));
      default:
        this.#position -= 1;
        return this.fail();
    }
  }

  #parameter(): AttributeValue {
    const value = this.#parameters[this.#used];
    this.#used += 1;
    if (!value) throw invalid("Number of parameters in request and statement don't match.");
    return value;
  }

  #elements(end: string): AttributeValue[] {
    const elements: AttributeValue[] = [];
    if (this.takeSymbol(end)) return elements;
    do elements.push(this.nested(() => this.#value()));
    while (this.takeSymbol(','));
    this.expectSymbol(end);
    return elements;
  }

  #members(): Item {
    const members: Item = {};
    if (this.takeSymbol('}')) return members;
    do {
      if (this.token.kind !== 'text' && this.token.kind !== 'quoted') this.fail();
      const name = this.advance().text;
      this.expectSymbol(':');
      setAttribute(
        members,
        name,
        this.nested(() => this.#value()),
      );
    } while (this.takeSymbol(','));
    this.expectSymbol('}');
    return members;
  }
}

function toSet(elements: readonly AttributeValue[]): AttributeValue {
  const strings = elements.flatMap(({ S }) => (S === undefined ? [] : [S]));
  if (strings.length === elements.length) return { SS: strings };
  const numbers = elements.flatMap(({ N }) => (N === undefined ? [] : [N]));
  if (numbers.length === elements.length) return { NS: numbers };
  const binaries = elements.flatMap(({ B }) => (B === undefined ? [] : [B]));
  if (binaries.length === elements.length) return { BS: binaries };
  throw invalid('The elements of a set must be of the same type: string, number or binary');
}
