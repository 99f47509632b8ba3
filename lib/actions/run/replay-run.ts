'use server';

import { replayRunSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeRun } from '#lib/server/run/authorize-run';
import { replayRunFrom } from '#lib/server/run/commands';

/** Runs again from a step on, taking over the results before it; answers the new run's id. */
export const replayRun = defineAction({
  input: replayRunSchema,
  authorize: ({ input, workspace }) => authorizeRun(input.runId, 'org_chat', workspace),
  run: ({ input }) => replayRunFrom(input),
});
