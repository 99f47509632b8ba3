'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type BlueprintChoice, blueprintChoices } from '#lib/domain/run-view/blueprint-choice';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

/** What runs can be started of in an organization. */
export function useBlueprintChoices(organization: string): UseQueryResult<BlueprintChoice[]> {
  return useQuery({
    queryKey: ['blueprints', organization],
    queryFn: async () => {
      const client = await loadDataClient();
      const [catalogue, own] = await Promise.all([
        client.queries.getBlueprintCatalogue({ organization }),
        client.models.Blueprint.list({ organization, limit: 1000, selectionSet: ['definition'] }),
      ]);
      return blueprintChoices(dataOf(catalogue)?.builtIn, dataOf(own));
    },
  });
}
