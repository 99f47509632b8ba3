import MiniSearch, { type SearchResult } from 'minisearch';
import type { Chunk } from '#lib/domain/knowledge/passage';
import { questionTerms, termsOf } from '../analysis/terms.ts';
import type { Segment } from './segment.ts';

/** A chunk of an index with what its words are read by. */
export interface IndexedChunk extends Chunk {
  readonly documentName: string;
  readonly language: string;
}

/** A chunk that holds words of the question. */
export interface Candidate {
  readonly chunk: IndexedChunk;
  /** BM25 over text, headings and name. */
  readonly score: number;
  /** Terms of the chunk that were meant, misspelled ones included: what is highlighted. */
  readonly terms: ReadonlySet<string>;
  /** 0 to 1: the share of the question's weight that the terms found have. */
  readonly coverage: number;
}

interface Entry {
  readonly id: number;
  readonly text: string;
  readonly headings: string;
  readonly name: string;
}

const asIs = (text: string) => text.split(' ');
const boost = { text: 1, headings: 0.8, name: 0.4 };
/** A misspelled word counts less than the word itself. */
const misspelled = 0.7;
const shortestMisspelled = 5;
/** Small collections say little about how rare a word is: weights are those of one with at least so many chunks. */
const leastChunks = 200;

/** In how many chunks each term of a question is. */
type Counts = ReadonlyMap<string, number>;

function countTerms(results: readonly SearchResult[]): Counts {
  const counts = new Map<string, number>();
  for (const { queryTerms } of results) for (const term of queryTerms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const mayBeMisspelled = (term: string) => term.length >= shortestMisspelled && !/\p{N}/u.test(term);

/**
 * The words of some documents, ranked by BM25+. Terms are made here, in each document's language, and looked up as
 * they are. Documents come and go one by one.
 */
export function createSearchIndex() {
  const index = new MiniSearch<Entry>({
    fields: ['text', 'headings', 'name'],
    tokenize: asIs,
    processTerm: (term) => term,
  });
  const chunks = new Map<number, IndexedChunk>();
  const idsOf = new Map<string, number[]>();
  const languages = new Map<string, number>();
  let nextId = 0;
  let characters = 0;

  const entryOf = (id: number, { text, headings, documentName, language }: IndexedChunk): Entry => {
    const terms = (of: string) =>
      termsOf(of, language)
        .map(({ term }) => term)
        .join(' ');
    return { id, text: terms(text), headings: terms(headings.join('\n')), name: terms(documentName) };
  };
  const count = (counts: Map<string, number>, key: string, by: number) => {
    const value = (counts.get(key) ?? 0) + by;
    if (value > 0) counts.set(key, value);
    else counts.delete(key);
  };
  /** How much a term says: what is in few chunks says more; what is in none, as much as the rarest. */
  const weightOf = (frequency: number) => {
    const total = Math.max(leastChunks, chunks.size);
    const bounded = Math.max(1, frequency);
    return Math.log(1 + (total - bounded + 0.5) / (bounded + 0.5));
  };

  function coverageOf(terms: readonly string[], found: ReadonlySet<string>, counts: Counts): number {
    let [whole, part] = [0, 0];
    for (const term of terms) {
      const frequency = counts.get(term) ?? 0;
      const weight = weightOf(frequency);
      whole += weight;
      if (found.has(term)) part += weight * (frequency > 0 ? 1 : misspelled);
    }
    return whole === 0 ? 0 : part / whole;
  }

  return {
    /** Takes a document in; what was there under its id before is gone. */
    add(documentName: string, { documentId, language, chunks: added }: Segment): void {
      this.remove(documentId);
      const ids = added.map((chunk) => {
        const id = nextId++;
        const indexed = { ...chunk, documentName, language };
        chunks.set(id, indexed);
        characters += chunk.text.length;
        index.add(entryOf(id, indexed));
        return id;
      });
      idsOf.set(documentId, ids);
      count(languages, language, 1);
    },

    remove(documentId: string): void {
      const ids = idsOf.get(documentId);
      if (!ids) return;
      idsOf.delete(documentId);
      let language: string | undefined;
      for (const id of ids) {
        const chunk = chunks.get(id);
        if (!chunk) continue;
        language = chunk.language;
        characters -= chunk.text.length;
        chunks.delete(id);
        index.discard(id);
      }
      if (language !== undefined) count(languages, language, -1);
    },

    get documentIds(): readonly string[] {
      return [...idsOf.keys()];
    },
    /** A document's chunks in order; none where it is not there. */
    chunksOf(documentId: string): IndexedChunk[] {
      return (idsOf.get(documentId) ?? []).flatMap((id) => chunks.get(id) ?? []);
    },
    get chunkCount(): number {
      return chunks.size;
    },
    /** Of the texts, without what the index adds. */
    get characters(): number {
      return characters;
    },

    /** The chunks that hold words of a question, best first; each read in its document's language. */
    find(text: string, most: number): Candidate[] {
      const asked = new Map([...languages.keys()].map((language) => [language, questionTerms(text, language)]));
      const terms = [...new Set([...asked.values()].flat())];
      if (terms.length === 0) return [];
      const question = terms.join(' ');
      const exact = index.search(question, { boost });
      const counts = countTerms(exact);
      const unknown = new Set(terms.filter((term) => !counts.has(term) && mayBeMisspelled(term)));
      const results =
        unknown.size === 0
          ? exact
          : index.search(question, { boost, fuzzy: (term) => (unknown.has(term) ? 1 : false) });
      return results.slice(0, most).flatMap((result: SearchResult) => {
        const chunk = chunks.get(result.id as number);
        if (!chunk) return [];
        const coverage = coverageOf(asked.get(chunk.language) ?? terms, new Set(result.queryTerms), counts);
        return [{ chunk, score: result.score, terms: new Set(result.terms), coverage }];
      });
    },
  };
}

export type SearchIndex = ReturnType<typeof createSearchIndex>;
