'use server';

import { retryStepSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeRun } from '#lib/server/run/authorize-run';
import { retryStepOf } from '#lib/server/run/commands';

/** Tries a failed step or branch again, in the same run. */
export const retryStep = defineAction({
  input: retryStepSchema,
  authorize: ({ input, workspace }) => authorizeRun(input.runId, 'org_chat', workspace),
  run: ({ input }) => retryStepOf(input.runId, input.stepId),
});
