import { type Token, tokenize } from './lexer.ts';

type Node<Value> = { values: Value[]; next: Map<string, Node<Value>> };

/** Where a phrase stands: token indexes, `end` exclusive. */
export type PhraseMatch<Value> = { values: readonly Value[]; start: number; end: number };

const joiners = new Set(['-', '/', '.', '&', "'", '–', '+']);

/** Many phrases to be found in one pass over a text, each with what it stands for. The longest wins. */
export class PhraseIndex<Value> {
  readonly #root: Node<Value> = { values: [], next: new Map() };

  add(phrase: string, value: Value): void {
    let node = this.#root;
    for (const token of tokenize(phrase)) {
      if (token.kind === 'symbol') continue;
      const next: Node<Value> = node.next.get(token.norm) ?? { values: [], next: new Map() };
      node.next.set(token.norm, next);
      node = next;
    }
    if (node !== this.#root && !node.values.includes(value)) node.values.push(value);
  }

  /** The longest phrase that begins at a token, written with or without hyphen, slash or dot between its words. */
  matchAt(tokens: readonly Token[], start: number): PhraseMatch<Value> | undefined {
    let node: Node<Value> | undefined = this.#root;
    let best: PhraseMatch<Value> | undefined;
    for (let index = start; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (token === undefined) break;
      if (index > start && isJoiner(tokens, index)) continue;
      if (token.kind === 'symbol') break;
      node = node.next.get(token.norm);
      if (node === undefined) break;
      if (node.values.length > 0) best = { values: node.values, start, end: index + 1 };
    }
    return best;
  }

  /** All phrases from left to right, none overlapping another. */
  findAll(tokens: readonly Token[]): PhraseMatch<Value>[] {
    const matches: PhraseMatch<Value>[] = [];
    for (let index = 0; index < tokens.length; ) {
      const match = this.matchAt(tokens, index);
      if (match) matches.push(match);
      index = match ? match.end : index + 1;
    }
    return matches;
  }
}

function isJoiner(tokens: readonly Token[], index: number): boolean {
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (previous === undefined || token === undefined || next === undefined || !joiners.has(token.lower)) return false;
  return previous.end === token.start && token.end === next.start && next.kind !== 'symbol';
}

/** An index of phrases that all mean the same. */
export function phraseSet(phrases: readonly string[]): PhraseIndex<true> {
  const index = new PhraseIndex<true>();
  for (const phrase of phrases) index.add(phrase, true);
  return index;
}
