import { parseEvent } from '#lib/domain/events/registry';
import { afterAssessmentProgress } from '#lib/domain/project/progress';
import { createProjectRepository } from '#lib/repositories/project';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';

const env = readEnvironment(['DATA_ENDPOINT', 'PROJECT_TABLE']);
const logger = createLogger('project-progress-updater');
const projects = createProjectRepository({
  graphql: createGraphqlRequest(env.DATA_ENDPOINT),
  documents: createDocumentClient(),
  tableName: env.PROJECT_TABLE,
});

const attempts = 5;

/** Moves a project's progress, and its status with the first progress; what is older than what is known does nothing. */
export const handler = async (event: unknown): Promise<void> => {
  const detail = parseEvent('assessment.progress.updated', event);
  logger.appendKeys({ correlationId: detail.correlationId, projectId: detail.projectId });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const project = await projects.get(detail.projectId);
    const update = project && afterAssessmentProgress(project, detail);
    if (!update) {
      logger.info(project ? 'nothing new' : 'the project is gone');
      return;
    }
    if (await projects.updateFrom(project, update)) return;
  }
  throw new Error(`Project ${detail.projectId} changed ${attempts} times during one update.`);
};
