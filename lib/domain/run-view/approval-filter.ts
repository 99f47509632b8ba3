import { mayDecide } from '../run/approval.ts';
import type { ApprovalStatus } from '../run/statuses.ts';

export const approvalFilters = ['mine', 'open', 'decided'] as const;
export type ApprovalFilter = (typeof approvalFilters)[number];

/** The filter that an address names, or those that wait for whoever looks. */
export function readApprovalFilter(raw: string | string[] | undefined): ApprovalFilter {
  return approvalFilters.find((filter) => filter === raw) ?? 'mine';
}

type Gate = { readonly status: ApprovalStatus | null; readonly roles: readonly (string | null)[] };

/** `mine`: open, and decided by a role that the caller holds. What lapsed or was withdrawn counts as decided. */
export function filterApprovals<Item extends Gate>(
  approvals: readonly Item[],
  filter: ApprovalFilter,
  held: readonly string[],
): readonly Item[] {
  return approvals.filter(({ status, roles }) => {
    const isOpen = status === 'PENDING';
    if (filter === 'decided') return !isOpen;
    return isOpen && (filter === 'open' || mayDecide({ roles: roles.filter((role) => role !== null) }, held));
  });
}
