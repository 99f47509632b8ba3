import type { Fragment } from '../dialect.ts';

/** A fragment with the file that it comes from. */
export interface Piece {
  readonly file: string;
  readonly fragment: Fragment;
}
