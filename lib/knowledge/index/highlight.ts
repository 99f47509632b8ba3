import type { Position } from '#lib/domain/document/extracted';
import type { Chunk, TextRange } from '#lib/domain/knowledge/passage';
import { termsOf } from '../analysis/terms.ts';

/** The ranges of a text whose words are among the terms; neighbours with nothing but a space between are one. */
export function highlightsOf(text: string, terms: ReadonlySet<string>, language: string): TextRange[] {
  const ranges: [number, number][] = [];
  for (const { term, start, end } of termsOf(text, language)) {
    if (!terms.has(term)) continue;
    const last = ranges.at(-1);
    if (last && (start <= last[1] || (start - last[1] === 1 && text.charAt(last[1]) === ' '))) {
      last[1] = Math.max(last[1], end);
    } else ranges.push([start, end]);
  }
  return ranges;
}

/**
 * The place of what is highlighted most: the row, item or line that a citation leads to. Without highlights, where the
 * chunk begins.
 */
export function positionOf(chunk: Chunk, highlights: readonly TextRange[]): Position {
  const parts = chunk.parts ?? [{ start: 0, position: chunk.position }];
  const lengths = parts.map(({ start }, index) => {
    const end = parts[index + 1]?.start ?? chunk.text.length;
    const inside = highlights.filter((range) => range[0] >= start && range[0] < end);
    return { at: inside[0]?.[0] ?? start, length: inside.reduce((sum, [from, to]) => sum + to - from, 0) };
  });
  // What names the columns is in every piece of a table: it is cited where nothing else speaks of the question.
  const body = lengths.map(({ length }, index) => (parts[index]?.isHeader ? length / 1000 : length));
  const most = Math.max(...body);
  const best = body.indexOf(most);
  const [part, found] = [parts[best], lengths[best]];
  if (!part || !found) return chunk.position;
  const lines = chunk.text.slice(part.start, found.at).split('\n').length - 1;
  const { line } = part.position;
  return line === undefined || lines === 0 ? part.position : { ...part.position, line: line + lines };
}
