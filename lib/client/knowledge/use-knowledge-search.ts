'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schema } from '@/amplify/data/resource';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

export type KnowledgeAnswer = Schema['KnowledgeAnswer']['type'];
export type KnowledgePassage = Schema['KnowledgePassage']['type'];

const PASSAGES = 10;

type KnowledgeSearch = {
  knowledgeBaseId: string;
  query: string;
  /** Changes when other documents are searched: the question is then asked anew. */
  stamp: string;
};

/** The passages of a knowledge base that answer a question. */
export function useKnowledgeSearch({
  knowledgeBaseId,
  query,
  stamp,
}: KnowledgeSearch): UseQueryResult<KnowledgeAnswer> {
  return useQuery({
    queryKey: ['knowledge-search', knowledgeBaseId, query, stamp],
    enabled: query.trim() !== '',
    queryFn: async () => {
      const client = await loadDataClient();
      const answer = dataOf(await client.queries.searchKnowledge({ knowledgeBaseId, query, limit: PASSAGES }));
      if (!answer) throw new Error('searchKnowledge answered nothing.');
      return answer;
    },
  });
}
