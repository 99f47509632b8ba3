import {
  CalendarX,
  CircleCheck,
  CircleX,
  ClipboardCheck,
  type LucideIcon,
  MessageSquareWarning,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ApprovalStatus } from '#lib/domain/run/statuses';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

const look: Record<ApprovalStatus, { tone: Tone; icon: LucideIcon }> = {
  PENDING: { tone: 'waiting', icon: ClipboardCheck },
  APPROVED: { tone: 'done', icon: CircleCheck },
  REJECTED: { tone: 'failed', icon: CircleX },
  CHANGES_REQUESTED: { tone: 'waiting', icon: MessageSquareWarning },
  LAPSED: { tone: 'neutral', icon: CalendarX },
  WITHDRAWN: { tone: 'neutral', icon: Undo2 },
};

/** What became of a gate, in color, icon and word. */
export function ApprovalStatusBadge({ status }: { status: ApprovalStatus | null }) {
  const t = useTranslations('approval.status');
  const { tone, icon } = look[status ?? 'PENDING'];
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(status ?? 'PENDING')}
    </StateBadge>
  );
}
