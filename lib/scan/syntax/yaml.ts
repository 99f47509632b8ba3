import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Entry, MAX_DEPTH, type Node, type Parsed, type Problem } from './node.ts';
import { type Block, blockAround, joined, without } from './yaml-recovery.ts';

/** Aliases that unfold to more values than this are a bomb. */
const MAX_UNFOLDED = 200_000;

class Refused extends Error {
  override readonly name = 'Refused';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads YAML with lines, CloudFormation's short tags in long form. Of several documents in a file the first. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const deep = deepLine(text);
  if (deep !== undefined)
    return { root: null, problems: [{ line: deep, reason: `nested deeper than ${MAX_DEPTH} levels` }] };
  try {
    return parseBlocks(text, lines, lineAt);
  } catch (error) {
    if (error instanceof Refused) {
      return { root: null, problems: [{ line: lineAt(error.offset), reason: error.message }] };
    }
    // The library recurses where a stranger's file nests.
    const reason =
      error instanceof RangeError ? 'nested too deep' : error instanceof Error ? error.message : String(error);
    return { root: null, problems: [{ line: 1, reason }] };
  }
}

/** A file with more broken entries is no such file. */
const MAX_BREAKS = 5;

/** Reads what can be read: an entry of a section that breaks, such as one resource, does not take those after it along. */
function parseBlocks(text: string, lines: LineCounter, lineAt: (offset: number) => number): Parsed {
  const problems: Problem[] = [];
  const blocks: Block[] = [];
  const partial: (Node | null)[] = [];
  let current = text;
  for (;;) {
    const document = parseLeniently(current, lines);
    const root = new Converter(lineAt).convert(document.contents);
    // One break brings others after it: the first is what there is to mend.
    const [first] = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
    const whole = () => partial.reduce((known, part) => joined(known, part, blocks), root);
    if (first === undefined) return { root: whole(), problems };
    const line = lineAt(first.pos[0]);
    const isAgain = problems.some((each) => each.line === line);
    if (!isAgain) problems.push({ line, reason: first.message });
    const block = blocks.length < MAX_BREAKS ? blockAround(current, line, !isAgain) : undefined;
    if (block === undefined) return { root: whole(), problems };
    partial.push(root);
    blocks.push(block);
    current = without(current, block);
  }
}

const MAX_REPAIRS = 40;
/** What the tools that deploy templates let pass: a bracket or a quoted string that goes on too far to the left. */
const UNDER_INDENTED = /must be sufficiently indented|^Missing closing ["']quote|^Missing closing ["']/;

/** Parses, with lines that stand too far to the left within brackets or quotes pushed right: no line moves. */
function parseLeniently(text: string, lines: LineCounter): Document.Parsed {
  let current = text;
  for (let repairs = 0; ; repairs += 1) {
    lines.lineStarts.length = 0;
    const document = parseDocument(current, { ...options, lineCounter: lines });
    const broken = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
    if (broken === undefined || repairs >= MAX_REPAIRS || !UNDER_INDENTED.test(broken.message)) return document;
    const mended = pushedRight(current, lines, lines.linePos(broken.pos[0]).line, broken.message);
    if (mended === undefined) return document;
    current = mended;
  }
}

/** The text with the line of the break further right; of a quoted string all lines after its first. */
function pushedRight(text: string, lines: LineCounter, line: number, message: string): string | undefined {
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  const from = lines.lineStarts[quote === undefined ? line - 1 : line];
  if (from === undefined || text.startsWith(INDENT, from)) return undefined;
  // What begins with a bare word is the next key: then the bracket before it is not closed.
  if (quote === undefined && !/^\s*[\]}[{"',]/.test(text.slice(from, from + 200))) return undefined;
  const closing = quote === undefined ? from : closingQuote(text, from, quote);
  if (closing === -1) return undefined;
  const end = text.indexOf('\n', closing);
  const part = text.slice(from, end === -1 ? text.length : end);
  return `${text.slice(0, from)}${INDENT}${part.replaceAll('\n', `\n${INDENT}`)}${end === -1 ? '' : text.slice(end)}`;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (quote === '"' ? text[at - 1] !== '\\' : text[at + 1] !== quote && text[at - 1] !== quote) return at;
  }
  return -1;
}

const INDENT = ' '.repeat(60);
const options = { logLevel: 'silent', prettyErrors: false, strict: false, uniqueKeys: false } as const;

/** The first line that opens more brackets, list dashes or spaces than any description has: before any recursion. */
function deepLine(text: string): number | undefined {
  let line = 1;
  let open = 0;
  let indent = 0;
  let isStart = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line += 1;
      indent = 0;
      isStart = true;
    } else if (code === 0x5b || code === 0x7b) open += 1;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1;
    // `- - - -` nests a list a dash.
    else if (isStart && code === 0x2d && text.charCodeAt(at + 1) === 32) indent += 1;
    if (isStart && code !== 32 && code !== 0x2d && code !== 10) isStart = false;
    if (open > 20 * MAX_DEPTH || indent > MAX_DEPTH) return line;
  }
  return undefined;
}

class Converter {
  readonly #lineAt: (offset: number) => number;
  readonly #anchors = new Map<string, Node>();
  readonly #sizes = new Map<Node, number>();
  #unfolded = 0;

  constructor(lineAt: (offset: number) => number) {
    this.#lineAt = lineAt;
  }

  convert(source: unknown): Node | null {
    return source === null ? null : this.#node(source, 0, 0);
  }

  #node(source: unknown, near: number, depth: number): Node {
    if (depth > MAX_DEPTH) throw new Refused(`nested deeper than ${MAX_DEPTH} levels`, near);
    if (isAlias(source)) return this.#alias(source.source, source.range?.[0] ?? near);
    const before = this.#unfolded;
    const { node, tag, anchor } = this.#plain(source, near, depth);
    const tagged = tag === undefined ? node : withTag(tag, node);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, tagged);
      this.#sizes.set(tagged, this.#unfolded - before);
    }
    return tagged;
  }

  #plain(source: unknown, near: number, depth: number): { node: Node; tag?: string; anchor?: string } {
    this.#count(1, near);
    const offset = rangeOf(source) ?? near;
    const line = this.#lineAt(offset);
    if (isMap(source)) {
      const entries = new Map<string, Entry>();
      for (const { key, value } of source.items) {
        const at = rangeOf(key) ?? offset;
        const name = isScalar(key) ? String(key.value) : isAlias(key) ? key.source : '';
        const converted = value === null ? nothing(this.#lineAt(at)) : this.#node(value, at, depth + 1);
        if (name === '<<') merge(entries, converted);
        else entries.set(name, { line: this.#lineAt(at), value: converted });
      }
      return { node: { kind: 'map', entries, line }, tag: source.tag, anchor: source.anchor };
    }
    if (isSeq(source)) {
      const items = source.items.map((item) => this.#node(item, offset, depth + 1));
      return { node: { kind: 'list', items, line }, tag: source.tag, anchor: source.anchor };
    }
    if (isScalar(source)) {
      const value = scalarValue(source.value, source.source);
      const keepsLines = source.type === 'BLOCK_LITERAL';
      const node: Node = { kind: 'scalar', value, line, ...(keepsLines && { textLine: line + 1 }) };
      return { node, tag: source.tag, anchor: source.anchor };
    }
    return { node: nothing(line) };
  }

  #alias(name: string, offset: number): Node {
    const target = this.#anchors.get(name);
    if (target === undefined) throw new Refused(`*${name} names no anchor before it`, offset);
    this.#count(this.#sizes.get(target) ?? 1, offset);
    return target;
  }

  #count(values: number, offset: number): void {
    this.#unfolded += values;
    if (this.#unfolded > MAX_UNFOLDED)
      throw new Refused(`holds or unfolds to more than ${MAX_UNFOLDED} values`, offset);
  }
}

const nothing = (line: number): Node => ({ kind: 'scalar', value: null, line });

function rangeOf(source: unknown): number | undefined {
  if (isMap(source) || isSeq(source) || isScalar(source) || isAlias(source)) return source.range?.[0];
  return undefined;
}

function scalarValue(value: unknown, source: string | undefined): string | number | boolean | null {
  // An account id is no number: its zero counts.
  if (typeof value === 'number') return source !== undefined && /^0\d/.test(source) ? source : value;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'bigint' ? String(value) : null;
}

/** `<<: *base`: what the map says itself goes before. */
function merge(entries: Map<string, Entry>, base: Node): void {
  const bases = base.kind === 'list' ? base.items : [base];
  for (const each of bases) {
    if (each.kind !== 'map') continue;
    for (const [key, entry] of each.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}

/** `!Ref x` as `{Ref: x}`, `!GetAtt a.b` as `{"Fn::GetAtt": "a.b"}`; YAML's own tags fall away. */
function withTag(tag: string, node: Node): Node {
  if (!tag.startsWith('!') || tag.length < 2) return node;
  const name = tag.slice(1);
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return { kind: 'map', line: node.line, entries: new Map([[key, { line: node.line, value: node }]]) };
}
