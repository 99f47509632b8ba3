import { Ban, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunStatus } from '#lib/domain/run/statuses';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

const look: Record<RunStatus, { tone: Tone; icon?: LucideIcon }> = {
  RUNNING: { tone: 'running' },
  WAITING: { tone: 'waiting' },
  COMPLETED: { tone: 'done', icon: CircleCheck },
  FAILED: { tone: 'failed' },
  CANCELLED: { tone: 'neutral', icon: Ban },
};

/** A run's status, in color, icon and word. */
export function RunStatusBadge({ status }: { status: RunStatus | null | undefined }) {
  const t = useTranslations('run.status');
  if (!status)
    return (
      <StateBadge tone="neutral" icon={CircleDashed}>
        {t('unknown')}
      </StateBadge>
    );
  const { tone, icon } = look[status];
  return (
    <StateBadge tone={tone} {...(icon ? { icon } : {})}>
      {t(status)}
    </StateBadge>
  );
}
