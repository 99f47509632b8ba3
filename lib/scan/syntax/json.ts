import { type Entry, MAX_DEPTH, type Node, type Parsed } from './node.ts';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const PLACEHOLDER = /\$\{[\w:.-]+\}/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class Broken extends Error {
  override readonly name = 'Broken';
}

/** Reads JSON with lines; comments and trailing commas pass. A break keeps what stands before it. */
export function parseJson(text: string): Parsed {
  const reader = new Reader(text);
  try {
    const root = reader.value(0);
    reader.end();
    return { root, problems: [] };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { root: reader.root, problems: [{ line: reader.line, reason: error.message }] };
  }
}

class Reader {
  readonly #text: string;
  #at = 0;
  line = 1;
  /** The outermost value, filled while it is read, so that a break leaves what was there. */
  root: Node | null = null;

  constructor(text: string) {
    this.#text = text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  /** `keep` gets lists and maps before they are filled, so that a break within leaves what stands before it. */
  value(depth: number, keep: (node: Node) => void = () => {}): Node {
    if (depth > MAX_DEPTH) throw new Broken(`nested deeper than ${MAX_DEPTH} levels`);
    this.#space();
    const character = this.#text[this.#at];
    switch (character) {
      case '{':
        return this.#map(depth, keep);
      case '[':
        return this.#list(depth, keep);
      case '"':
        return { kind: 'scalar', line: this.line, value: this.#string() };
      case '$':
        return this.#placeholder();
      case undefined:
        throw new Broken('the file ends within a value');
      default:
        return this.#word();
    }
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw new Broken(`${this.#here()} after the end of the value`);
  }

  #map(depth: number, keep: (node: Node) => void): Node {
    const entries = new Map<string, Entry>();
    const node: Node = { kind: 'map', entries, line: this.line };
    this.root ??= node;
    keep(node);
    this.#at += 1;
    for (this.#space(); this.#text[this.#at] !== '}'; this.#space()) {
      const line = this.line;
      if (this.#text[this.#at] !== '"') throw new Broken(`a key in quotes is expected, not ${this.#here()}`);
      const key = this.#string();
      this.#space();
      if (this.#text[this.#at] !== ':') throw new Broken(`":" is expected after ${JSON.stringify(key)}`);
      this.#at += 1;
      const set = (value: Node) => entries.set(key, { line, value });
      set(this.value(depth + 1, set));
      this.#comma('}');
    }
    this.#at += 1;
    return node;
  }

  #list(depth: number, keep: (node: Node) => void): Node {
    const items: Node[] = [];
    const node: Node = { kind: 'list', items, line: this.line };
    this.root ??= node;
    keep(node);
    this.#at += 1;
    for (this.#space(); this.#text[this.#at] !== ']'; this.#space()) {
      const place = items.length;
      const set = (value: Node) => {
        items[place] = value;
      };
      set(this.value(depth + 1, set));
      this.#comma(']');
    }
    this.#at += 1;
    return node;
  }

  #comma(close: string): void {
    this.#space();
    const character = this.#text[this.#at];
    if (character === ',') this.#at += 1;
    else if (character !== close) throw new Broken(`"," or "${close}" is expected, not ${this.#here()}`);
  }

  #string(): string {
    STRING.lastIndex = this.#at;
    const raw = STRING.exec(this.#text)?.[0];
    if (raw === undefined) throw new Broken('a string does not end on its line');
    this.#at += raw.length;
    if (!raw.includes('\\')) return raw.slice(1, -1);
    try {
      return String(JSON.parse(raw));
    } catch {
      return raw.slice(1, -1);
    }
  }

  /** `${Name}` without quotes: definitions that are filled in before they are read as JSON. */
  #placeholder(): Node {
    PLACEHOLDER.lastIndex = this.#at;
    const raw = PLACEHOLDER.exec(this.#text)?.[0];
    if (raw === undefined) throw new Broken('a value is expected, not "$"');
    this.#at += raw.length;
    return { kind: 'scalar', line: this.line, value: raw };
  }

  #word(): Node {
    const { line } = this;
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return { kind: 'scalar', line, value };
      }
    }
    NUMBER.lastIndex = this.#at;
    const raw = NUMBER.exec(this.#text)?.[0];
    if (raw === undefined) throw new Broken(`a value is expected, not ${this.#here()}`);
    this.#at += raw.length;
    return { kind: 'scalar', line, value: Number(raw) };
  }

  #space(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 10) this.line += 1;
      else if (code === 47 && text[this.#at + 1] === '/') this.#at = orEnd(text.indexOf('\n', this.#at), text) - 1;
      else if (code === 47 && text[this.#at + 1] === '*') {
        const end = orEnd(text.indexOf('*/', this.#at + 2), text);
        for (let at = text.indexOf('\n', this.#at); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
          this.line += 1;
        this.#at = end + 1;
      } else if (code !== 32 && code !== 9 && code !== 13) return;
      this.#at += 1;
    }
  }

  #here(): string {
    const character = this.#text[this.#at];
    return character === undefined ? 'the end of the file' : JSON.stringify(character);
  }
}

const orEnd = (at: number, text: string) => (at === -1 ? text.length : at);
