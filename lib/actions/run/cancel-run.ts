'use server';

import { cancelRunSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeRun } from '#lib/server/run/authorize-run';
import { cancelRunById } from '#lib/server/run/commands';

/** Stops a run: nothing new begins, and what is at work does not count any more. */
export const cancelRun = defineAction({
  input: cancelRunSchema,
  authorize: ({ input, workspace }) => authorizeRun(input.runId, 'org_chat', workspace),
  run: ({ input }) => cancelRunById(input.runId),
});
