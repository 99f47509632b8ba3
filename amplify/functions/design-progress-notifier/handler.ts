import { parseEvent } from '#lib/domain/events/registry';
import { selections } from '#lib/repositories/selections';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';

const env = readEnvironment(['DATA_ENDPOINT']);
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);

const document = `mutation Publish($organization: String!, $projectId: ID!, $runId: ID!, $sectionId: String!,
  $completionPercentage: Int!, $correlationId: String!) {
  publishDesignProgress(organization: $organization, projectId: $projectId, runId: $runId, sectionId: $sectionId,
    completionPercentage: $completionPercentage, correlationId: $correlationId) { ${selections.DesignProgress} }
}`;

/** Tells subscribers how far the sections of a design are. */
export const handler = async (event: unknown): Promise<void> => {
  const detail = parseEvent('design.progress.updated', event);
  const { organization, projectId, orchestrationId: runId, sectionId, correlationId } = detail;
  const completionPercentage = Math.round(detail.completionPercentage);
  const variables = { organization, projectId, runId, sectionId, completionPercentage, correlationId };
  await graphql('publishDesignProgress', document, variables);
};
