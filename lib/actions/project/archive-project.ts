'use server';

import * as z from 'zod/mini';
import { projectIdSchema } from '#lib/domain/project/input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeManagement } from '#lib/server/project/authorize-management';
import { setProjectArchivedAt } from '#lib/server/project/commands';

/** Puts a project away. It is found in the archive and can be restored from there. */
export const archiveProject = defineAction({
  input: z.object({ id: projectIdSchema }),
  authorize: ({ input, workspace }) => authorizeManagement(input.id, workspace),
  run: async ({ input: { id } }) => {
    const result = await setProjectArchivedAt(id, new Date().toISOString());
    return result.ok ? { ok: true, data: { id } } : result;
  },
});
