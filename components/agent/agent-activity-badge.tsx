import { CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AgentActivity } from '#lib/domain/agent/states';
import { StateBadge } from '../ui/state-badge.tsx';

/** What an agent does for a project right now. */
export function AgentActivityBadge({ activity }: { activity: AgentActivity }) {
  const t = useTranslations('agent.activity');
  switch (activity) {
    case 'PROCESSING':
      return <StateBadge tone="running">{t('PROCESSING')}</StateBadge>;
    case 'ERROR':
      return <StateBadge tone="failed">{t('ERROR')}</StateBadge>;
    case 'IDLE':
      return (
        <StateBadge tone="neutral" icon={CircleDashed}>
          {t('IDLE')}
        </StateBadge>
      );
  }
}
