'use server';

import * as z from 'zod/mini';
import { projectIdSchema, projectInputSchema } from '#lib/domain/project/input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeManagement } from '#lib/server/project/authorize-management';
import { updateProjectRecord } from '#lib/server/project/commands';

/** Changes a project's name, description and requirements. */
export const updateProject = defineAction({
  input: z.extend(projectInputSchema, { id: projectIdSchema }),
  authorize: ({ input, workspace }) => authorizeManagement(input.id, workspace),
  run: async ({ input: { id, ...changes } }) => {
    const result = await updateProjectRecord(id, changes);
    return result.ok ? { ok: true, data: { id } } : result;
  },
});
