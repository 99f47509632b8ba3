'use server';

import * as z from 'zod/mini';
import { mayAct } from '#lib/domain/access/claims';
import { projectIdSchema, projectInputSchema } from '#lib/domain/project/input';
import { failure } from '#lib/domain/result/graphql-failure';
import { defineAction } from '#lib/server/action/define-action';
import { createProjectRecord } from '#lib/server/project/commands';

/** Creates a project in the organization that is looked at; answers its id. */
export const createProject = defineAction({
  input: z.extend(projectInputSchema, { id: projectIdSchema }),
  authorize: ({ workspace: { caller, organization } }) =>
    mayAct(caller, 'org_manage', organization.id) ? null : failure('Unauthorized'),
  run: async ({ input, workspace }) => {
    const result = await createProjectRecord({ ...input, organization: workspace.organization.id });
    return result.ok ? { ok: true, data: { id: result.data.id } } : result;
  },
});
