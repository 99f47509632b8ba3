import type { Block } from '../document/extracted.ts';
import { foldText } from './fold-text.ts';

/** Where what is searched for stands: [start, end) of a block's text. */
export interface TextMatch {
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** So many are found at most; more would help nobody who steps through them. */
export const maximumMatches = 1000;

/** All places where the words stand, in reading order. White space in the words meets any white space. */
export function findMatches(blocks: readonly Pick<Block, 'text'>[], words: string): TextMatch[] {
  const wanted = patternOf(words);
  if (!wanted) return [];
  const matches: TextMatch[] = [];
  for (const [block, { text }] of blocks.entries()) {
    for (const found of foldText(text).matchAll(wanted)) {
      matches.push({ block, start: found.index, end: found.index + found[0].length });
      if (matches.length === maximumMatches) return matches;
    }
  }
  return matches;
}

function patternOf(words: string): RegExp | undefined {
  const parts = foldText(words.normalize('NFC').trim()).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return undefined;
  return new RegExp(
    parts.map((part) => part.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`)).join(String.raw`\s+`),
    'g',
  );
}

/** The number of the first match at or after a block; the first of all where there is none after it. */
export function firstMatchFrom(matches: readonly TextMatch[], block: number): number {
  return Math.max(
    0,
    matches.findIndex((match) => match.block >= block),
  );
}

export type MarkedPart = { readonly text: string; readonly mark: 'none' | 'match' | 'current' };

type Range = readonly [start: number, end: number];

/** A text in parts, those within the ranges marked. Ranges may overlap, and may reach beyond the text. */
export function markParts(text: string, ranges: readonly Range[], current?: Range): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const range of ranges.toSorted(([a], [b]) => a - b)) {
    const start = Math.max(at, range[0]);
    const end = Math.min(text.length, range[1]);
    if (end <= start) continue;
    if (start > at) parts.push({ text: text.slice(at, start), mark: 'none' });
    const isCurrent = current !== undefined && range[0] === current[0] && range[1] === current[1];
    parts.push({ text: text.slice(start, end), mark: isCurrent ? 'current' : 'match' });
    at = end;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), mark: 'none' });
  return parts;
}
