/** Puts a translation together so that everything stands on the line where it stood. */
export class Writer {
  readonly #parts: string[] = [];
  #line = 1;

  /** Goes on to a line, if it is not passed yet. */
  goTo(line: number): void {
    if (line <= this.#line) return;
    this.#parts.push('\n'.repeat(line - this.#line));
    this.#line = line;
  }

  /** @param text without line breaks */
  put(text: string): void {
    this.#parts.push(text);
  }

  get text(): string {
    return this.#parts.join('');
  }
}
