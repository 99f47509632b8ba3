import type { Embedder } from '../embedders/embedder.ts';
import { type NearChunks, searchIndex } from '../index/search.ts';
import { similarities } from '../index/vectors.ts';
import type { IndexCache, LoadedIndex, LoadSegment, LocalSource } from './index-cache.ts';
import type { Retrieval, Retriever } from './retriever.ts';

export interface LocalPorts {
  readonly cache: IndexCache;
  /** The documents that can be found now. */
  readonly listSources: () => Promise<readonly LocalSource[]>;
  readonly load: LoadSegment;
  /** Of these documents, the ones that are still there: an index may be older than a deletion. */
  readonly existing: (documentIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly embedder?: Embedder | undefined;
  /** Vectors could not be had: words alone rank. */
  readonly onNoVectors?: (error: unknown) => void;
}

/** Looks in our own index: words, and meaning where there are vectors. */
export function createLocalRetriever(id: string, ports: LocalPorts): Retriever {
  return {
    async retrieve(question, limit): Promise<Retrieval> {
      const [sources, vector] = await Promise.all([ports.listSources(), vectorOf(question, ports)]);
      const loaded = await ports.cache.get(id, sources, ports.load);
      const near = vector && ports.embedder ? nearChunks(loaded, vector, ports.embedder) : undefined;
      const found = searchIndex(loaded.index, question, limit, near);
      const existing = await ports.existing([...new Set(found.map(({ documentId }) => documentId))]);
      return {
        passages: found.filter(({ documentId }) => existing.has(documentId)),
        rankedBy: near ? 'words and meaning' : 'words',
      };
    },
  };
}

async function vectorOf(question: string, { embedder, onNoVectors }: LocalPorts): Promise<number[] | undefined> {
  if (!embedder) return undefined;
  try {
    return (await embedder.embed([question], 'question'))[0];
  } catch (error) {
    onNoVectors?.(error);
    return undefined;
  }
}

/** Chunks with their similarity; a document with another model's vectors is found by its words alone. */
function nearChunks({ index, vectors }: LoadedIndex, vector: readonly number[], embedder: Embedder): NearChunks {
  const found = [...vectors].flatMap(([documentId, chunkVectors]) => {
    if (chunkVectors.model !== embedder.model) return [];
    const near = similarities(vector, chunkVectors);
    return index.chunksOf(documentId).map((chunk, row) => ({ chunk, similarity: near[row] ?? -1 }));
  });
  return { found, leastSimilarity: embedder.leastSimilarity };
}
