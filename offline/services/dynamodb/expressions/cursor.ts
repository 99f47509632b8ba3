import type { RawOperand, RawStep } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

/** A text that is no expression: the message without the parameter's name. */
export class ExpressionError extends Error {}

const DEEPEST = 150;
const MOST_OPERATORS = 300;

/** Reads tokens of one expression; what the grammars have in common. */
export class Cursor {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #keywords: ReadonlySet<string>;
  #position = 0;
  #depth = 0;
  #operators = 0;

  /** `keywords` in upper case: words that cannot be attribute names in this grammar. */
  constructor(text: string, keywords: ReadonlySet<string>) {
    this.#text = text;
    this.#tokens = tokenize(text);
    this.#keywords = keywords;
  }

  get token(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '<EOF>', start: 0, end: 0 };
  }

  peek(distance: number): Token | undefined {
    return this.#tokens[this.#position + distance];
  }

  advance(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }

  isSymbol(text: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === text;
  }

  isKeyword(word: string): boolean {
    return this.token.kind === 'identifier' && this.token.text.toUpperCase() === word;
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.#position += 1;
    return true;
  }

  takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#position += 1;
    return true;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) this.fail();
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') this.fail();
  }

  /** Refuses the current token, showing it between its neighbours. */
  fail(): never {
    const previous = this.#tokens[this.#position - 1];
    const following = this.#tokens[this.#position + 1];
    const near = this.#text.slice((previous ?? this.token).start, (following ?? this.token).end);
    throw new ExpressionError(`Syntax error; token: "${this.token.text}", near: "${near.trimEnd()}"`);
  }

  /** Keeps nesting within what the stack bears. */
  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > DEEPEST) this.fail();
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  /** Notes a comparison, assignment, arithmetic or function: there may be 300 of them; AND, OR and NOT do not count. */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > MOST_OPERATORS) {
      throw new ExpressionError(`The expression contains too many operators; operator count: ${this.#operators}`);
    }
  }

  path(): RawStep[] {
    return this.pathFrom([this.#name()]);
  }

  /** Continues a path that began with `steps`. */
  pathFrom(steps: RawStep[]): RawStep[] {
    for (;;) {
      if (this.takeSymbol('.')) steps.push(this.#name());
      else if (this.takeSymbol('[')) {
        if (this.token.kind !== 'number') this.fail();
        steps.push(Number(this.advance().text));
        this.expectSymbol(']');
      } else return steps;
    }
  }

  /** A path, a `:value`, or a call of a function with operands. */
  operand(argument: () => RawOperand): RawOperand {
    if (this.token.kind === 'value') return { kind: 'value', placeholder: this.advance().text };
    const after = this.peek(1);
    if (this.#isWord() && after?.kind === 'symbol' && after.text === '(') {
      const name = this.advance().text;
      this.countOperator();
      this.advance();
      const operands = [this.nested(argument)];
      while (this.takeSymbol(',')) operands.push(this.nested(argument));
      this.expectSymbol(')');
      return { kind: 'call', name, operands };
    }
    return { kind: 'path', steps: this.path() };
  }

  #isWord(): boolean {
    return this.token.kind === 'identifier' && !this.#keywords.has(this.token.text.toUpperCase());
  }

  #name(): RawStep {
    if (this.token.kind === 'name') return { placeholder: this.advance().text };
    if (!this.#isWord()) this.fail();
    return { name: this.advance().text };
  }
}
