'use server';

import { decideApprovalSchema } from '#lib/domain/run-view/action-input';
import { defineAction } from '#lib/server/action/define-action';
import { authorizeApproval } from '#lib/server/run/authorize-approval';
import { decideApprovalOf } from '#lib/server/run/commands';

/** Approves or rejects what a gate shows, or asks for changes. The first decision holds. */
export const decideApproval = defineAction({
  input: decideApprovalSchema,
  authorize: ({ input, workspace }) => authorizeApproval(input.approvalId, workspace),
  run: ({ input }) => decideApprovalOf(input),
});
