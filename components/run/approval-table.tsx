'use client';

import { ClipboardCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Approval, useLiveApprovals } from '#lib/client/run/use-live-approvals';
import { type ApprovalFilter, approvalFilters, filterApprovals } from '#lib/domain/run-view/approval-filter';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { Deadline } from './gate/deadline.tsx';
import { ApprovalStatusBadge } from './status-badge.tsx';
import { useRoleNames } from './use-role-names.ts';

type ApprovalTableProps = {
  initial: readonly Approval[];
  filter: ApprovalFilter;
  /** Names of projects by id; one that is not known yet is shown by its id. */
  projectNames: Readonly<Record<string, string>>;
};

/** The organization's gates, live: those that wait for oneself first. */
export function ApprovalTable({ initial, filter, projectNames }: ApprovalTableProps) {
  const t = useTranslations('approval');
  const { caller, organization } = useWorkspace();
  const approvals = useLiveApprovals({ organization: organization.id }, initial);
  const shown = filterApprovals(approvals, filter, caller.roles);
  const hrefOf = (key: ApprovalFilter) => (key === 'mine' ? '/approvals' : `/approvals?show=${key}`);
  return (
    <>
      <NavTabs
        label={t('filter.label')}
        currentHref={hrefOf(filter)}
        tabs={approvalFilters.map((key) => ({
          href: hrefOf(key),
          label: t(`filter.${key}`, { count: filterApprovals(approvals, key, caller.roles).length }),
        }))}
      />
      <Card className="min-w-0">
        {shown.length === 0 ? (
          <EmptyState icon={ClipboardCheck} title={<h2>{t(`empty.${filter}`)}</h2>}>
            {t('emptyBody')}
          </EmptyState>
        ) : (
          <Rows approvals={shown} projectNames={projectNames} isDecided={filter === 'decided'} />
        )}
      </Card>
    </>
  );
}

/** On narrow screens what these columns say stands below the gate's title. */
const onWide = 'max-sm:hidden';

type RowsProps = {
  approvals: readonly Approval[];
  projectNames: ApprovalTableProps['projectNames'];
  isDecided: boolean;
};

function Rows({ approvals, projectNames, isDecided }: RowsProps) {
  const t = useTranslations('approval');
  const roleNames = useRoleNames();
  const nameOf = ({ projectId }: Approval) => projectNames[projectId] ?? projectId.slice(0, 8);
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('gate')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('project')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('requested')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t(isDecided ? 'decidedBy' : 'dueLabel')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4')}>{t('roles')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {approvals.map((approval) => (
          <TableRow key={approval.id}>
            <th scope="row" className="max-w-96 py-1.5 pr-3 pl-4 font-normal sm:min-w-48">
              <Link
                href={`/projects/${approval.projectId}/runs/${approval.runId}`}
                className="block font-medium sm:truncate hover:text-accent-text hover:underline"
              >
                {approval.title}
              </Link>
              {approval.round > 1 && (
                <span className="text-sm text-ink-faint">{t('round', { round: approval.round })}</span>
              )}
              <span className="block text-sm text-ink-soft sm:hidden">
                {nameOf(approval)} · <RelativeTime value={approval.decidedAt ?? approval.requestedAt} />
              </span>
              {!isDecided && approval.dueAt && (
                <span className="block text-sm text-ink-soft sm:hidden">
                  <Deadline dueAt={approval.dueAt} />
                </span>
              )}
            </th>
            <TableCell>
              <ApprovalStatusBadge status={approval.status} />
            </TableCell>
            <TableCell className={cn(onWide, 'max-w-56 truncate')}>
              <Link
                href={`/projects/${approval.projectId}`}
                className="text-ink-soft hover:text-accent-text hover:underline"
              >
                {nameOf(approval)}
              </Link>
            </TableCell>
            <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
              <RelativeTime value={approval.requestedAt} />
            </TableCell>
            <TableCell className={cn(onWide, 'text-sm text-ink-soft')}>
              {isDecided ? (
                <>
                  {approval.decidedAt && <RelativeTime value={approval.decidedAt} className="whitespace-nowrap" />}
                  {approval.decidedByEmail && <span className="block">{approval.decidedByEmail}</span>}
                </>
              ) : (
                (approval.dueAt && <Deadline dueAt={approval.dueAt} />) || '–'
              )}
            </TableCell>
            <TableCell className={cn(onWide, 'pr-4 text-sm text-ink-soft')}>
              {roleNames(approval.roles.filter((role) => role !== null))}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
