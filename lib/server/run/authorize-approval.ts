import 'server-only';
import { mayAct } from '#lib/domain/access/claims';
import type { Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import { mayDecide } from '#lib/domain/run/approval';
import type { Workspace } from '../organization/queries.ts';
import { getApproval } from './queries.ts';

/** Null where the caller's role decides this gate. Unknown and other organizations' gates answer alike. */
export async function authorizeApproval(approvalId: string, { caller }: Workspace): Promise<Failure | null> {
  const approval = await getApproval(approvalId);
  if (!approval || !mayAct(caller, 'org_read', approval.organization)) return failure('NotFound');
  const roles = approval.roles.filter((role) => role !== null);
  return mayDecide({ roles }, caller.roles) ? null : failure('Unauthorized');
}
