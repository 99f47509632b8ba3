import 'server-only';
import { type GuardrailPolicy, parseGuardrailPolicy } from '#lib/domain/guardrails/policy';
import {
  type FindingCriteria,
  findingCursor,
  isShown,
  momentOfFindingCursor,
} from '#lib/domain/guardrails-view/listing';
import { guardrailFindingFields } from '#lib/domain/guardrails-view/summary';
import { type CollectedPage, collectPage } from '#lib/domain/listing/collect-page';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type GuardrailFinding = Pick<Schema['GuardrailFinding']['type'], (typeof guardrailFindingFields)[number]>;

const PAGE_SIZE = 25;
const INDEX_PAGE = 100;
const MAX_FETCHES = 10;

/** One page of what guardrails found in the organization, newest first. */
export async function listGuardrailFindings(criteria: FindingCriteria): Promise<CollectedPage<GuardrailFinding>> {
  const { organization } = await getWorkspace();
  if (!organization.id) return { items: [], nextCursor: null, isExhaustive: true };
  const client = await getDataClient();
  const moment = momentOfFindingCursor(criteria.after);
  return collectPage({
    fetchPage: async (nextToken) => {
      const answer = await client.models.GuardrailFinding.guardrailFindingsByOrganization(
        { organization: organization.id, ...(moment && { foundAt: { le: moment } }) },
        { sortDirection: 'DESC', limit: INDEX_PAGE, nextToken, selectionSet: guardrailFindingFields },
      );
      return { items: dataOf('guardrailFindingsByOrganization', answer), nextToken: answer.nextToken ?? null };
    },
    matches: ({ kind }) => isShown(kind, criteria.show),
    cursorOf: findingCursor,
    after: criteria.after,
    size: PAGE_SIZE,
    maxFetches: MAX_FETCHES,
  });
}

/** What the organization has decided; the default where it has decided nothing. */
export async function getGuardrailPolicy(): Promise<GuardrailPolicy> {
  const { organization } = await getWorkspace();
  const client = await getDataClient();
  const answer = await client.models.Organization.get({ id: organization.id }, { selectionSet: ['id', 'guardrails'] });
  return parseGuardrailPolicy(dataOf('getOrganization', answer)?.guardrails);
}
