import type { ChunkLimits } from './limits.ts';

/** A stretch of a text as [start, end). */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/** The segmenter takes time in the square of a text without a sentence's end. */
const segmentedAtOnce = 20_000;

/**
 * Cuts a text that is too long for one chunk: between sentences where it can, between words where a sentence is too
 * long, else between letters. Each piece but the first begins with the last sentences of the one before it, as far as
 * they fit into the overlap.
 */
export function splitLongText(text: string, limits: ChunkLimits): Stretch[] {
  const units = sentencesOf(text).flatMap((unit) => splitUnit(text, unit, limits.target));
  const pieces: Stretch[] = [];
  let first = 0;
  for (let next = 0; next < units.length; next += 1) {
    const start = units[first]?.start ?? 0;
    const end = units[next]?.end ?? text.length;
    const following = units[next + 1];
    if (following && following.end - start <= limits.target) continue;
    pieces.push({ start, end });
    first = overlapFrom(units, first, next, limits);
  }
  return pieces;
}

/** The first unit of the next piece: some of the last one's where they are short, for a thought goes over a full stop. */
function overlapFrom(units: readonly Stretch[], first: number, last: number, limits: ChunkLimits): number {
  const end = units[last]?.end ?? 0;
  const following = units[last + 1];
  let from = last + 1;
  while (from - 1 > first && following) {
    const start = units[from - 1]?.start ?? 0;
    if (end - start > limits.overlap || following.end - start > limits.target) break;
    from -= 1;
  }
  return from;
}

function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < text.length; from += segmentedAtOnce) {
    for (const { index, segment } of sentences.segment(text.slice(from, from + segmentedAtOnce))) {
      found.push({ start: from + index, end: from + index + segment.length });
    }
  }
  return found;
}

/** A unit as it is where it fits; else cut at the last space before the limit, or within a word that has none. */
function splitUnit(text: string, { start, end }: Stretch, most: number): Stretch[] {
  const cut: Stretch[] = [];
  let from = start;
  while (end - from > most) {
    const space = text.lastIndexOf(' ', from + most - 1);
    let to = space > from + most / 2 ? space + 1 : from + most;
    // Not between the halves of a surrogate pair.
    if (/[\udc00-\udfff]/.test(text.charAt(to))) to -= 1;
    cut.push({ start: from, end: to });
    from = to;
  }
  cut.push({ start: from, end });
  return cut;
}
