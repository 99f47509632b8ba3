import type { Passage } from '#lib/domain/knowledge/passage';

/** What a question brought. No passages: the documents do not answer it, as far as the stated rule can tell. */
export interface Retrieval {
  readonly passages: readonly Passage[];
  /** What the order goes by; `words` also where vectors were wanted and could not be had. */
  readonly rankedBy: 'words' | 'words and meaning' | 'service';
}

/** A knowledge base as it is asked, wherever its index is. */
export interface Retriever {
  retrieve(question: string, limit: number): Promise<Retrieval>;
}
