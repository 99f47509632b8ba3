import { useTranslations } from 'next-intl';
import type { RunStatus } from '#lib/domain/run/statuses';
import { StateBadge } from '../ui/state-badge.tsx';
import { commonLook, type StatusLook } from './status-look.ts';

const runLook: Record<RunStatus, StatusLook> = {
  RUNNING: commonLook.running,
  WAITING: commonLook.waiting,
  COMPLETED: commonLook.done,
  FAILED: commonLook.failed,
  CANCELLED: commonLook.cancelled,
};

/** A run's status, in color, icon and word. */
export function RunStatusBadge({ status }: { status: RunStatus | null | undefined }) {
  const t = useTranslations('run.status');
  const { tone, icon } = status ? runLook[status] : commonLook.notBegun;
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(status ?? 'unknown')}
    </StateBadge>
  );
}
