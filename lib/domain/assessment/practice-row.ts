/** A line of a practice catalogue: id, label, aliases split by `|`, and optionally the words needed nearby. */
export type PracticeRow = readonly [id: string, label: string, aliases: string, near?: string];
