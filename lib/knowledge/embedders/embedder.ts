/** Turns texts into vectors, near to each other where the texts mean the like. */
export interface Embedder {
  readonly model: string;
  readonly dimensions: number;
  /** From this cosine on a passage is evidence though it shares no word with the question. */
  readonly leastSimilarity: number;
  /**
   * One vector per text, in order. Some models treat what is searched and what searches differently.
   * @throws when the model does not answer, or with something else than vectors.
   */
  embed(texts: readonly string[], purpose: 'document' | 'question'): Promise<number[][]>;
}
