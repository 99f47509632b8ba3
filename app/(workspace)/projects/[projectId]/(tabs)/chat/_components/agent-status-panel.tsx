'use client';

import { useTranslations } from 'next-intl';
import { type AgentStatus, useLiveAgentStatuses } from '#lib/client/agent/use-live-agent-statuses';
import { AgentStatusTable } from '@/components/agent/agent-status-table';
import { SectionCard } from '@/components/ui/card';

type AgentStatusPanelProps = { projectId: string; initial: AgentStatus[] };

/** Which agents are at work. */
export function AgentStatusPanel({ projectId, initial }: AgentStatusPanelProps) {
  const t = useTranslations('agent');
  return (
    <SectionCard title={t('title')}>
      <AgentStatusTable statuses={useLiveAgentStatuses(projectId, initial)} />
    </SectionCard>
  );
}
