import 'server-only';
import { cache } from 'react';
import { knowledgeBaseFields, knowledgeSourceFields } from '#lib/domain/knowledge-view/summary';
import { failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type KnowledgeBase = Pick<Schema['KnowledgeBase']['type'], (typeof knowledgeBaseFields)[number]>;
export type KnowledgeSource = Pick<Schema['KnowledgeSource']['type'], (typeof knowledgeSourceFields)[number]>;

const BASES_SHOWN = 500;
const SOURCES_SHOWN = 1000;

/** The organization's knowledge bases. */
export async function listKnowledgeBases(): Promise<KnowledgeBase[]> {
  const { organization } = await getWorkspace();
  if (!organization.id) return [];
  const client = await getDataClient();
  const answer = await client.models.KnowledgeBase.knowledgeBasesByOrganization(
    { organization: organization.id },
    { sortDirection: 'DESC', limit: BASES_SHOWN, selectionSet: knowledgeBaseFields },
  );
  return dataOf('knowledgeBasesByOrganization', answer);
}

/** One knowledge base, or null where it does not exist or belongs to another organization. Read once per request. */
export const getKnowledgeBase = cache(async (id: string): Promise<KnowledgeBase | null> => {
  const client = await getDataClient();
  const answer = await client.models.KnowledgeBase.get({ id }, { selectionSet: knowledgeBaseFields });
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'Unauthorized') return null;
  return dataOf('getKnowledgeBase', answer) ?? null;
});

/** The documents in a knowledge base. */
export async function listKnowledgeSources(knowledgeBaseId: string): Promise<KnowledgeSource[]> {
  const client = await getDataClient();
  const answer = await client.models.KnowledgeSource.list({
    ...{ knowledgeBaseId, limit: SOURCES_SHOWN, selectionSet: knowledgeSourceFields },
  });
  return dataOf('listKnowledgeSources', answer);
}
