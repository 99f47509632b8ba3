import { createSearchIndex, type SearchIndex } from '../index/search-index.ts';
import type { Segment } from '../index/segment.ts';
import type { ChunkVectors } from '../index/vectors.ts';

/** A document as it belongs to a knowledge base; `version` names the state of its segment. */
export interface LocalSource {
  readonly documentId: string;
  readonly projectId: string;
  readonly documentName: string;
  readonly version: string;
}

export interface LoadedSegment {
  readonly segment: Segment;
  readonly vectors?: ChunkVectors | undefined;
}

/** undefined: it is not there any more. */
export type LoadSegment = (source: LocalSource) => Promise<LoadedSegment | undefined>;

/** An index in memory with the vectors of its documents. */
export interface LoadedIndex {
  readonly index: SearchIndex;
  readonly vectors: ReadonlyMap<string, ChunkVectors>;
}

interface Kept extends LoadedIndex {
  readonly vectors: Map<string, ChunkVectors>;
  readonly versions: Map<string, string>;
}

/** So many segments are read at a time. */
const readAtOnce = 16;

/**
 * Indexes that a function keeps between questions. Before each one its documents are held against the list of the moment:
 * only what is new or changed is read, and what is gone goes. Beyond `mostCharacters` of text the index that was asked
 * longest ago is let go.
 */
export function createIndexCache(mostCharacters: number) {
  // In the order of their last use, the latest at the end.
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<LoadedIndex>>();

  async function bring(id: string, sources: readonly LocalSource[], load: LoadSegment): Promise<LoadedIndex> {
    const current: Kept = kept.get(id) ?? { index: createSearchIndex(), vectors: new Map(), versions: new Map() };
    const wanted = new Map(sources.map((source) => [source.documentId, source]));
    for (const documentId of [...current.versions.keys()]) {
      if (!wanted.has(documentId)) forget(current, documentId);
    }
    const changed = sources.filter(({ documentId, version }) => current.versions.get(documentId) !== version);
    for (let start = 0; start < changed.length; start += readAtOnce) {
      const some = changed.slice(start, start + readAtOnce);
      const loaded = await Promise.all(some.map(async (source) => ({ source, found: await load(source) })));
      for (const { source, found } of loaded) {
        forget(current, source.documentId);
        if (!found) continue;
        current.index.add(source.documentName, found.segment);
        if (found.vectors) current.vectors.set(source.documentId, found.vectors);
        current.versions.set(source.documentId, source.version);
      }
    }
    kept.delete(id);
    kept.set(id, current);
    let characters = [...kept.values()].reduce((sum, { index }) => sum + index.characters, 0);
    for (const [other, { index }] of kept) {
      if (characters <= mostCharacters || other === id) break;
      characters -= index.characters;
      kept.delete(other);
    }
    return current;
  }

  return {
    /** The index of a knowledge base with exactly these documents; one question after the other brings it about. */
    async get(id: string, sources: readonly LocalSource[], load: LoadSegment): Promise<LoadedIndex> {
      const before = underWay.get(id) ?? Promise.resolve();
      const brought = before.catch(() => undefined).then(() => bring(id, sources, load));
      underWay.set(id, brought);
      try {
        return await brought;
      } finally {
        if (underWay.get(id) === brought) underWay.delete(id);
      }
    },
    /** Ids of what is in memory, the one that was asked last at the end. */
    get keys(): readonly string[] {
      return [...kept.keys()];
    },
  };
}

function forget({ index, vectors, versions }: Kept, documentId: string): void {
  index.remove(documentId);
  vectors.delete(documentId);
  versions.delete(documentId);
}

export type IndexCache = ReturnType<typeof createIndexCache>;
