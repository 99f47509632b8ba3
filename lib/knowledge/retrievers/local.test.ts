import { describe, expect, it } from 'vitest';
import type { Embedder } from '../embedders/embedder.ts';
import { segmentOf } from '../index/segment.ts';
import { packVectors } from '../index/vectors.ts';
import { createIndexCache, type LocalSource } from './index-cache.ts';
import { createLocalRetriever, type LocalPorts } from './local.ts';

const texts: Readonly<Record<string, string>> = {
  a: 'Backups are kept for thirty-five days.',
  b: 'Visitors wear a badge.',
  c: 'Coffee is free.',
};
const source = (documentId: string, version = '1'): LocalSource => ({
  ...{ documentId, projectId: 'p', documentName: `${documentId}.pdf`, version },
});
const segment = (documentId: string) =>
  segmentOf(
    documentId,
    {
      ...{
        schemaVersion: 1,
        format: 'pdf',
        title: null,
        language: 'en',
        metadata: {},
        pages: 1,
        outline: [],
        warnings: [],
      },
      blocks: [{ kind: 'paragraph', text: texts[documentId] ?? '', position: { page: 1 } }],
    },
    'v1',
  );

function world(ids: string[], more: Partial<LocalPorts> = {}) {
  const state = { ids, loads: [] as string[] };
  const ports: LocalPorts = {
    cache: createIndexCache(1_000_000),
    listSources: () => Promise.resolve(state.ids.map((id) => source(id))),
    load: ({ documentId }) => {
      state.loads.push(documentId);
      return Promise.resolve({ segment: segment(documentId) });
    },
    existing: (asked) => Promise.resolve(new Set(asked)),
    ...more,
  };
  return { state, retriever: createLocalRetriever('kb', ports) };
}

describe('our own index', () => {
  it('reads a document once, and lets go of one that is removed', async () => {
    const { state, retriever } = world(['a', 'b']);
    expect((await retriever.retrieve('backups', 5)).passages).toHaveLength(1);
    await retriever.retrieve('badge', 5);
    expect(state.loads).toEqual(['a', 'b']);
    state.ids = ['b', 'c'];
    expect((await retriever.retrieve('backups', 5)).passages).toEqual([]);
    expect((await retriever.retrieve('coffee', 5)).passages).toHaveLength(1);
    expect(state.loads).toEqual(['a', 'b', 'c']);
  });

  it('answers questions that come at the same time', async () => {
    const { state, retriever } = world(['a', 'b', 'c']);
    const answers = await Promise.all(
      ['backups', 'badge', 'coffee'].map((question) => retriever.retrieve(question, 5)),
    );
    expect(answers.map(({ passages }) => passages[0]?.documentId)).toEqual(['a', 'b', 'c']);
    expect(state.loads.sort()).toEqual(['a', 'b', 'c']);
  });

  it('does not cite what was deleted since the list was read, nor what has no segment', async () => {
    const { retriever } = world(['a'], { existing: () => Promise.resolve(new Set()) });
    expect((await retriever.retrieve('backups', 5)).passages).toEqual([]);
    const other = world(['a'], { load: () => Promise.resolve(undefined) });
    expect((await other.retriever.retrieve('backups', 5)).passages).toEqual([]);
  });
});

describe('with vectors', () => {
  const near: Embedder = {
    ...{ model: 'test', dimensions: 2, leastSimilarity: 0.5 },
    embed: (asked) => Promise.resolve(asked.map((text) => (text.includes('guests') ? [1, 0] : [0, 1]))),
  };
  const load: LocalPorts['load'] = ({ documentId }) => {
    const vectors = packVectors('test', [documentId === 'b' ? [1, 0] : [0, -1]]);
    return Promise.resolve({ segment: segment(documentId), vectors });
  };

  it('it finds what shares no word with the question', async () => {
    const { retriever } = world(['a', 'b'], { embedder: near, load });
    const { passages, rankedBy } = await retriever.retrieve('How are guests recognized?', 5);
    expect(passages.map(({ documentId }) => documentId)).toEqual(['b']);
    expect(rankedBy).toBe('words and meaning');
  });

  it('it goes by words alone while the model is out of reach, and says so', async () => {
    const failures: unknown[] = [];
    const embed = () => Promise.reject(new Error('throttled'));
    const { retriever } = world(['a', 'b'], {
      ...{ embedder: { ...near, embed }, load, onNoVectors: (error: unknown) => failures.push(error) },
    });
    expect(await retriever.retrieve('backups', 5)).toMatchObject({
      rankedBy: 'words',
      passages: [{ documentId: 'a' }],
    });
    expect(failures).toHaveLength(1);
  });
});

describe('indexes in memory', () => {
  const bring = (cache: ReturnType<typeof createIndexCache>, id: string) =>
    cache.get(id, [source('a')], ({ documentId }) => Promise.resolve({ segment: segment(documentId) }));

  it('are bounded: the one that was asked longest ago goes', async () => {
    const cache = createIndexCache(100);
    for (const id of ['one', 'two', 'one', 'three', 'four']) await bring(cache, id);
    expect(cache.keys).toEqual(['three', 'four']);
  });

  it('hold one that is larger than the bound by itself', async () => {
    const cache = createIndexCache(1);
    expect((await bring(cache, 'one')).index.chunkCount).toBe(1);
    expect(cache.keys).toEqual(['one']);
  });

  it('are brought again after a failure to read', async () => {
    const cache = createIndexCache(100);
    await expect(cache.get('one', [source('a')], () => Promise.reject(new Error('unreachable')))).rejects.toThrow();
    expect((await bring(cache, 'one')).index.chunkCount).toBe(1);
  });
});
