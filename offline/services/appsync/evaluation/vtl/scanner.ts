import { type Block, TemplateSyntaxError } from './syntax.ts';

/** Parses the inside of a double-quoted string; undefined if it is no template, and so stands for itself. */
export type ParseInterpolation = (content: string, outer: Scanner) => Block | undefined;

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;

/** A position in a template's text. */
export class Scanner {
  readonly source: string;
  /** Strings hold templates in turn: the parser of blocks, which the parser of expressions cannot import. */
  readonly parseInterpolation: ParseInterpolation;
  position = 0;
  /** Nesting of directives, expressions and strings, so that hostile text ends in an error, not in a full stack. */
  depth = 0;

  constructor(source: string, parseInterpolation: ParseInterpolation) {
    this.source = source;
    this.parseInterpolation = parseInterpolation;
  }

  get atEnd(): boolean {
    return this.position >= this.source.length;
  }

  peek(offset = 0): string {
    return this.source.charAt(this.position + offset);
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.position);
  }

  /** Consumes `text` if it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`expected "${text}"`);
  }

  skipSpace(): void {
    while (this.source.charCodeAt(this.position) <= 32) this.position++;
  }

  /** Consumes and gives what the sticky `pattern` matches here, undefined if it does not. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source);
    if (!found) return undefined;
    this.position += found[0].length;
    return found[0];
  }

  identifier(): string | undefined {
    return this.match(IDENTIFIER);
  }

  fail(reason: string): never {
    throw new TemplateSyntaxError(reason, this.source, this.position);
  }

  /** Runs `parse` one level deeper. */
  nested<Result>(parse: () => Result): Result {
    if (++this.depth > 200) this.fail('the template is nested too deeply');
    const result = parse();
    this.depth--;
    return result;
  }
}
