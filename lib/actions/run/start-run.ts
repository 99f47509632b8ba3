'use server';

import { startRunSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeProjectRuns } from '#lib/server/run/authorize-run';
import { startRunOf } from '#lib/server/run/commands';

/** Starts a blueprint for a project; answers the run's id. */
export const startRun = defineAction({
  input: startRunSchema,
  authorize: ({ input, workspace }) => authorizeProjectRuns(input.projectId, 'org_chat', workspace),
  run: ({ input }) => startRunOf(input),
});
