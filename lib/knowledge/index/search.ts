import type { Passage } from '#lib/domain/knowledge/passage';
import { fuseRankings } from './fuse.ts';
import { highlightsOf, positionOf } from './highlight.ts';
import type { Candidate, IndexedChunk, SearchIndex } from './search-index.ts';

/**
 * A passage is evidence when the words that it shares with the question, in its text or its headings, carry at least
 * half of the question's weight: a word weighs the more the rarer it is in the collection, and what the collection does
 * not know at all weighs most. Measured in docs/knowledge.md, on questions with and without an answer.
 */
const leastCoverage = 0.5;

/** So many of each ranking are put together. */
const candidatesPerRanking = 50;

/** What a question's vector brings: chunks by their similarity, from which one on they are evidence without common words. */
export interface NearChunks {
  readonly found: readonly { readonly chunk: IndexedChunk; readonly similarity: number }[];
  readonly leastSimilarity: number;
}

/**
 * Answers a question with the passages that are evidence, best first; none is an answer too. Rankings by words and, where
 * there are vectors, by meaning are fused.
 */
export function searchIndex(index: SearchIndex, question: string, limit: number, near?: NearChunks): Passage[] {
  const candidates = new Map<string, Candidate>();
  for (const candidate of index.find(question, candidatesPerRanking)) candidates.set(candidate.chunk.id, candidate);
  const rankings = [{ keys: [...candidates.keys()] }];
  const similar = new Map<string, number>();
  if (near) {
    const nearest = near.found
      .toSorted((one, other) => other.similarity - one.similarity)
      .slice(0, candidatesPerRanking);
    for (const { chunk, similarity } of nearest) {
      similar.set(chunk.id, similarity);
      if (!candidates.has(chunk.id)) candidates.set(chunk.id, { chunk, score: 0, terms: new Set(), coverage: 0 });
    }
    rankings.push({ keys: [...similar.keys()] });
  }
  const passages: Passage[] = [];
  for (const { key, score } of fuseRankings(rankings)) {
    const candidate = candidates.get(key);
    if (passages.length === limit || !candidate) break;
    const isNear = near !== undefined && (similar.get(key) ?? -1) >= near.leastSimilarity;
    if (isNear || isEvidence(candidate)) passages.push(passageOf(candidate, score));
  }
  return passages;
}

/** A file's name alone says nothing about the answer, hence the words of text and headings must be there too. */
function isEvidence({ coverage, chunk, terms }: Candidate): boolean {
  if (coverage < leastCoverage) return false;
  const spoken = [chunk.text, ...chunk.headings].join('\n');
  return highlightsOf(spoken, terms, chunk.language).length > 0;
}

function passageOf({ chunk, terms }: Candidate, score: number): Passage {
  const { language, ...rest } = chunk;
  const highlights = highlightsOf(chunk.text, terms, language);
  return { ...rest, position: positionOf(chunk, highlights), score, highlights };
}
