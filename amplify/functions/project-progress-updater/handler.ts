import * as z from 'zod/mini';
import { consumers } from '#lib/domain/events/consumers';
import { parseEvent } from '#lib/domain/events/registry';
import { afterMilestone, afterSection, type ProjectMilestone } from '#lib/domain/project/milestones';
import { afterAssessmentProgress } from '#lib/domain/project/progress';
import { moduleOfStatus } from '#lib/domain/project/status';
import { createProjectRepository, type ProjectRecord, type ProjectUpdate } from '#lib/repositories/project';
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

/** A status is reached step by step, and others may write between. */
const attempts = 12;

const named = z.object({ 'detail-type': z.enum(consumers.projectProgressUpdater.map(({ event }) => event)) });

/** Moves a project's progress and status; what is older than what is known does nothing. */
export const handler = async (event: unknown): Promise<void> => {
  const name = named.parse(event)['detail-type'];
  const { projectId, correlationId } = parseEvent(name, event);
  logger.appendKeys({ correlationId, projectId });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const project = await projects.get(projectId);
    const update = project && updateOf(project, name, event);
    if (!update) {
      logger.info(project ? 'nothing new' : 'the project is gone');
      return;
    }
    const isThere = await projects.updateFrom(project, update);
    // A milestone may be several steps away; anything else is done with its one write.
    if (isThere && (name === 'assessment.progress.updated' || name === 'design.progress.updated')) return;
  }
  throw new Error(`Project ${projectId} did not come to rest in ${attempts} attempts.`);
};

type EventName = z.infer<typeof named>['detail-type'];

function updateOf(project: ProjectRecord, name: EventName, event: unknown): ProjectUpdate | undefined {
  switch (name) {
    case 'assessment.progress.updated':
      return afterAssessmentProgress(project, parseEvent(name, event));
    case 'design.progress.updated': {
      const { overallPercentage, movesProject = true } = parseEvent(name, event);
      const progress = movesProject ? afterSection(project, 'design', overallPercentage) : undefined;
      return progress && { progress };
    }
    case 'run.completed':
    case 'run.failed':
      return parseEvent(name, event).movesProject ? milestoneOf(project, name) : undefined;
    case 'design.completed':
    case 'planning.completed':
    case 'implementation.ready':
      return milestoneOf(project, name);
  }
}

function milestoneOf(project: ProjectRecord, name: ProjectMilestone): ProjectUpdate | undefined {
  const update = afterMilestone(project, name);
  return update && (update.status === 'ERROR' ? update : { ...update, currentModule: moduleOfStatus(update.status) });
}
