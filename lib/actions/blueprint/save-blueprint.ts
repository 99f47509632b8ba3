'use server';

import { mayAct } from '#lib/domain/access/claims';
import { saveBlueprintSchema } from '#lib/domain/blueprint-editor/action-input';
import { failure } from '#lib/domain/result/graphql-failure';
import { defineAction } from '#lib/server/action/define-action';
import { saveBlueprintOf } from '#lib/server/blueprint/commands';

/** Saves a blueprint of the organization that is looked at as its next version; answers which. */
export const saveBlueprint = defineAction({
  input: saveBlueprintSchema,
  authorize: ({ workspace: { caller, organization } }) =>
    mayAct(caller, 'org_chat', organization.id) ? null : failure('Unauthorized'),
  run: ({ input, workspace }) => saveBlueprintOf(workspace.organization.id, input.definition),
});
