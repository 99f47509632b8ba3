/** How much is read of one document. What is beyond is rejected, not cut: half a document answers wrongly. */
export const documentLimits = {
  /** Of all text together. */
  characters: 20_000_000,
  blocks: 300_000,
  pages: 5_000,
  /** Side of a page in points, the largest that PDF readers agree on (ISO 32000-1, annex C). */
  pageSide: 14_400,
  /** Pieces of text on one page. */
  pageItems: 200_000,
} as const;

/** A paragraph beyond this is split into several blocks, so that a citation stays readable. */
export const blockCharacters = 8_000;
