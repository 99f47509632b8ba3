import {
  CalendarX,
  CircleSlash,
  CircleX,
  ClipboardCheck,
  ListStart,
  MessageSquareWarning,
  Recycle,
  RotateCw,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ApprovalStatus } from '#lib/domain/run/statuses';
import type { ShownStatus } from '#lib/domain/run-view/step-view';
import { cn } from '../ui/class-names.ts';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { commonLook, type StatusLook } from './status-look.ts';

const toBeDecided = { tone: 'waiting', icon: ClipboardCheck } as const;

export const stepLook: Record<ShownStatus, StatusLook> = {
  PENDING: commonLook.notBegun,
  SCHEDULED: { tone: 'running', icon: ListStart },
  RUNNING: commonLook.running,
  RETRYING: { tone: 'running', icon: RotateCw },
  WAITING: commonLook.waiting,
  GATED: toBeDecided,
  SUCCEEDED: commonLook.done,
  REUSED: { tone: 'done', icon: Recycle },
  SKIPPED: { tone: 'neutral', icon: CircleSlash },
  FAILED: commonLook.failed,
  CANCELLED: commonLook.cancelled,
};

const approvalLook: Record<ApprovalStatus, StatusLook> = {
  PENDING: toBeDecided,
  APPROVED: commonLook.done,
  REJECTED: { tone: 'failed', icon: CircleX },
  CHANGES_REQUESTED: { tone: 'waiting', icon: MessageSquareWarning },
  LAPSED: { tone: 'neutral', icon: CalendarX },
  WITHDRAWN: { tone: 'neutral', icon: Undo2 },
};

const textOfTone: Record<Tone, string> = {
  neutral: 'text-ink-soft',
  running: 'text-running',
  waiting: 'text-waiting',
  done: 'text-done',
  failed: 'text-failed',
};

/** A step's status, in color, icon and word. */
export function StepStatusBadge({ status }: { status: ShownStatus }) {
  const t = useTranslations('run.stepStatus');
  return <StateBadge {...stepLook[status]}>{t(status)}</StateBadge>;
}

/** The same without its ground, where many stand close together. */
export function StepStatusWord({ status, className }: { status: ShownStatus; className?: string }) {
  const t = useTranslations('run.stepStatus');
  const { tone, icon: Icon } = stepLook[status];
  return (
    <span className={cn('inline-flex items-center gap-1 text-sm whitespace-nowrap', textOfTone[tone], className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {t(status)}
    </span>
  );
}

/** What became of a gate, in color, icon and word. */
export function ApprovalStatusBadge({ status }: { status: ApprovalStatus | null }) {
  const t = useTranslations('approval.status');
  return <StateBadge {...approvalLook[status ?? 'PENDING']}>{t(status ?? 'PENDING')}</StateBadge>;
}
