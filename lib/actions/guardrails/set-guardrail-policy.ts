'use server';

import { mayAct } from '#lib/domain/access/claims';
import { setGuardrailPolicySchema } from '#lib/domain/guardrails-view/action-input';
import { failure } from '#lib/domain/result/graphql-failure';
import { defineAction } from '#lib/server/action/define-action';
import { setGuardrailPolicyOf } from '#lib/server/guardrails/commands';

/** Changes what the agents of the organization may read and say; answers the new version. */
export const setGuardrailPolicy = defineAction({
  input: setGuardrailPolicySchema,
  authorize: ({ workspace: { caller, organization } }) =>
    mayAct(caller, 'org_manage', organization.id) ? null : failure('Unauthorized'),
  run: ({ input, workspace }) => setGuardrailPolicyOf(workspace.organization.id, input),
});
