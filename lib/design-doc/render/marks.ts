import type { Inline, Phrase } from '../content.ts';

/** Markers that stand next to each other as one part; everything else as it is. */
export type Part = Exclude<Inline, { cite: string }> | { readonly marks: readonly string[] };

/** A phrase with each run of markers gathered, so that forty of them can be shown as `12–51`. */
export function gatherMarks(phrase: Phrase): Part[] {
  const parts: Part[] = [];
  let run: string[] = [];
  const close = () => {
    if (run.length > 0) parts.push({ marks: [...new Set(run)] });
    run = [];
  };
  for (const part of phrase) {
    if (typeof part === 'object' && 'cite' in part) {
      run.push(part.cite);
      continue;
    }
    close();
    parts.push(part);
  }
  close();
  return parts;
}

/** Numbers from `first` to `last`, both counted. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Numbers in order as ranges: 3, 4, 5, 9 as 3–5 and 9; two neighbours stay two. */
export function rangesOf(numbers: readonly number[]): Range[] {
  const ranges: { first: number; last: number }[] = [];
  for (const number of [...new Set(numbers)].toSorted((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && range.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.flatMap(({ first, last }) =>
    last === first + 1
      ? [
          { first, last: first },
          { first: last, last },
        ]
      : [{ first, last }],
  );
}
