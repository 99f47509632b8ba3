'use client';

import { Bot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AgentStatus } from '#lib/client/agent/use-live-agent-statuses';
import { EmptyState } from '../ui/empty-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { AgentActivityBadge } from './agent-activity-badge.tsx';

/** The agents that work on a project: what each does now, and since when. */
export function AgentStatusTable({ statuses }: { statuses: readonly AgentStatus[] }) {
  const t = useTranslations('agent');
  if (statuses.length === 0) {
    return (
      <EmptyState icon={Bot} title={t('none')} className="py-8">
        {t('noneBody')}
      </EmptyState>
    );
  }
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('name')}</TableHeadCell>
          <TableHeadCell>{t('stateLabel')}</TableHeadCell>
          <TableHeadCell className="w-full">{t('doing')}</TableHeadCell>
          <TableHeadCell className="pr-4">{t('since')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {statuses.map(({ agentId, status, currentTask, errorMessage, lastUpdate }) => (
          <TableRow key={agentId}>
            <TableCell className="pl-4 font-mono text-sm">{agentId}</TableCell>
            <TableCell>
              <AgentActivityBadge activity={status} />
            </TableCell>
            <TableCell className="min-w-40 break-words text-ink-soft">
              {(status === 'ERROR' ? errorMessage : currentTask) ?? '–'}
            </TableCell>
            <TableCell className="pr-4 text-sm whitespace-nowrap text-ink-soft">
              <RelativeTime value={lastUpdate} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
