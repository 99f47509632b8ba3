import { parseEvent } from '#lib/domain/events/registry';
import { moduleOfStatus, stepsTo } from '#lib/domain/project/status';
import { createProjectRepository } from '#lib/repositories/project';
import { selections } from '#lib/repositories/selections';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';

const env = readEnvironment(['DATA_ENDPOINT', 'PROJECT_TABLE']);
const logger = createLogger('assessment-completion-notifier');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const projects = createProjectRepository({
  graphql,
  documents: createDocumentClient(),
  tableName: env.PROJECT_TABLE,
});

const target = 'ASSESSMENT_COMPLETE';
const attempts = 5;
const document = `mutation Publish($organization: String!, $projectId: ID!, $status: ProjectStatus!, $completedAt: AWSDateTime!,
  $correlationId: String!) {
  publishAssessmentCompletion(organization: $organization, projectId: $projectId, status: $status,
    completedAt: $completedAt, correlationId: $correlationId) { ${selections.AssessmentCompletion} }
}`;

/** Moves the project to ASSESSMENT_COMPLETE, step by step as the table of transitions has it, and tells subscribers. */
export const handler = async (event: unknown): Promise<void> => {
  const { organization, projectId, correlationId, completedAt } = parseEvent('assessment.completed', event);
  logger.appendKeys({ correlationId, projectId });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const project = await projects.get(projectId);
    if (!project) {
      logger.info('the project is gone');
      return;
    }
    const status = stepsTo(project.status, target)[0];
    if (!status) {
      const variables = { organization, projectId, status: project.status, completedAt, correlationId };
      await graphql('publishAssessmentCompletion', document, variables);
      return;
    }
    await projects.updateFrom(project, { status, currentModule: moduleOfStatus(status) });
  }
  throw new Error(`Project ${projectId} did not reach ${target} in ${attempts} attempts.`);
};
