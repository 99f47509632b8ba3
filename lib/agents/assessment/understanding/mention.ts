import type { Presence } from '#lib/domain/assessment/facts';

/** Something of the catalogues named in a text. Token indexes, `end` exclusive; `clause` is an index into the clauses. */
export type Mention = {
  kind: 'product' | 'practice';
  id: string;
  presence: Presence;
  start: number;
  end: number;
  clause: number;
  /** The words are ambiguous here: they count only for the question that is asked. */
  needsQuestion: boolean;
};
