'use server';

import { readArtifactSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { readArtifactText } from '#lib/server/run/artifact-text';
import { authorizeProjectRuns } from '#lib/server/run/authorize-run';

/** The beginning of a project's file as text, to be shown in place. */
export const readArtifact = defineAction({
  input: readArtifactSchema,
  authorize: ({ input, workspace }) => authorizeProjectRuns(input.projectId, 'org_read', workspace),
  run: ({ input }) => readArtifactText(input.projectId, input.key),
});
