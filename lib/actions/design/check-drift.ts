'use server';

import { checkDriftSchema } from '#lib/domain/design-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { checkDriftOf } from '#lib/server/design/commands';
import { authorizeProjectRuns } from '#lib/server/run/authorize-run';

/** Holds a design against a newer source; answers the id of the run that does it. */
export const checkDrift = defineAction({
  input: checkDriftSchema,
  authorize: ({ input, workspace }) => authorizeProjectRuns(input.projectId, 'org_chat', workspace),
  run: ({ input }) => checkDriftOf(input),
});
