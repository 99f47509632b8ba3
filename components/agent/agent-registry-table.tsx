'use client';

import { Bot, CirclePause, Wrench } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Agent } from '#lib/client/agent/agent';
import type { AgentState } from '#lib/domain/agent/states';
import { EmptyState } from '../ui/empty-state.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';

/** The agents that there are: what each is for, where it thinks, whether it may work. */
export function AgentRegistryTable({ agents }: { agents: readonly Agent[] }) {
  const t = useTranslations();
  if (agents.length === 0) return <EmptyState icon={Bot} title={t('home.noRegistry')} className="py-8" />;
  return (
    <Table label={t('home.agentsRegistry')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('agent.name')}</TableHeadCell>
          <TableHeadCell className="w-full">{t('agent.purpose')}</TableHeadCell>
          <TableHeadCell>{t('agent.provider')}</TableHeadCell>
          <TableHeadCell className="pr-4">{t('agent.stateLabel')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {agents.map(({ agentId, name, purpose, provider, state }) => (
          <TableRow key={agentId}>
            <TableCell className="pl-4">
              <span className="block font-medium whitespace-nowrap">{name}</span>
              <span className="block font-mono text-sm text-ink-faint">{agentId}</span>
            </TableCell>
            <TableCell className="min-w-60 text-ink-soft">{purpose}</TableCell>
            <TableCell className="font-mono text-sm whitespace-nowrap">{provider}</TableCell>
            <TableCell className="pr-4">
              <AgentStateBadge state={state} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function AgentStateBadge({ state }: { state: AgentState }) {
  const t = useTranslations('agent.state');
  switch (state) {
    case 'active':
      return <StateBadge tone="done">{t('active')}</StateBadge>;
    case 'inactive':
      return (
        <StateBadge tone="neutral" icon={CirclePause}>
          {t('inactive')}
        </StateBadge>
      );
    case 'maintenance':
      return (
        <StateBadge tone="waiting" icon={Wrench}>
          {t('maintenance')}
        </StateBadge>
      );
  }
}
