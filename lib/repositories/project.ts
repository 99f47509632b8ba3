import * as z from 'zod/mini';
import { type ModuleProgress, noProgress } from '#lib/domain/project/progress';
import { type ProjectModule, type ProjectStatus, projectStatuses } from '#lib/domain/project/status';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const percent = z.number();
const projectSchema = z.object({
  id: z.string(),
  organization: z.string(),
  name: z.string(),
  description: z.nullish(z.string()),
  requirements: z.nullish(z.string()),
  status: z._default(z.enum(projectStatuses), 'CREATED'),
  progress: z._default(
    z.object({ assessment: percent, design: percent, planning: percent, implementation: percent }),
    noProgress,
  ),
  progressVersion: z._default(z.number(), 0),
  archivedAt: z.nullish(z.string()),
});
export type ProjectRecord = z.infer<typeof projectSchema>;

/** What the backend alone sets on a project. */
export interface ProjectUpdate {
  readonly status?: ProjectStatus;
  readonly currentModule?: ProjectModule;
  readonly progress?: ModuleProgress;
  readonly progressVersion?: number;
}

const updated = writeDocument('update', 'Project');

export function createProjectRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  return {
    async get(id: string): Promise<ProjectRecord | undefined> {
      const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { id }, ConsistentRead: true });
      return Item ? projectSchema.parse(Item) : undefined;
    },

    /** Updates a project that is still as it was read: same status, same progress version. False: reload. */
    async updateFrom(read: ProjectRecord, update: ProjectUpdate): Promise<boolean> {
      const condition = { status: { eq: read.status }, progressVersion: { eq: read.progressVersion } };
      try {
        await ports.graphql(updated.field, updated.document, { input: { id: read.id, ...update }, condition });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}

export type ProjectRepository = ReturnType<typeof createProjectRepository>;
