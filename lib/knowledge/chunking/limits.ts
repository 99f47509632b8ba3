/** Sizes in characters (UTF-16 units). */
export interface ChunkLimits {
  /** Nothing is added to a chunk beyond this. */
  readonly target: number;
  /** No chunk is longer, the repeated header of a table aside. */
  readonly most: number;
  /** The end of a long paragraph's piece that the next one begins with again, at most. */
  readonly overlap: number;
}

export const usualLimits: ChunkLimits = { target: 1000, most: 1400, overlap: 160 };

/** What is repeated in every chunk stays short: a table's header row, the headings above. */
export const longestHeader = 300;
export const longestHeading = 200;
export const mostHeadings = 8;
