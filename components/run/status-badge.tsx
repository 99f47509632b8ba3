import {
  Ban,
  CalendarX,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleX,
  ClipboardCheck,
  Hourglass,
  ListStart,
  type LucideIcon,
  MessageSquareWarning,
  Recycle,
  RotateCw,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ApprovalStatus, RunStatus } from '#lib/domain/run/statuses';
import type { ShownStatus } from '#lib/domain/run-view/step-view';
import { cn } from '../ui/class-names.ts';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

type Look = { tone: Tone; icon: LucideIcon };

const running = { tone: 'running', icon: CircleDot } as const;
const waiting = { tone: 'waiting', icon: Hourglass } as const;
const toBeDecided = { tone: 'waiting', icon: ClipboardCheck } as const;
const done = { tone: 'done', icon: CircleCheck } as const;
const failed = { tone: 'failed', icon: CircleAlert } as const;
const cancelled = { tone: 'neutral', icon: Ban } as const;

const runLook: Record<RunStatus, Look> = {
  RUNNING: running,
  WAITING: waiting,
  COMPLETED: done,
  FAILED: failed,
  CANCELLED: cancelled,
};

export const stepLook: Record<ShownStatus, Look> = {
  PENDING: { tone: 'neutral', icon: CircleDashed },
  SCHEDULED: { tone: 'running', icon: ListStart },
  RUNNING: running,
  RETRYING: { tone: 'running', icon: RotateCw },
  WAITING: waiting,
  GATED: toBeDecided,
  SUCCEEDED: done,
  REUSED: { tone: 'done', icon: Recycle },
  SKIPPED: { tone: 'neutral', icon: CircleSlash },
  FAILED: failed,
  CANCELLED: cancelled,
};

const approvalLook: Record<ApprovalStatus, Look> = {
  PENDING: toBeDecided,
  APPROVED: done,
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

/** A run's status, in color, icon and word. */
export function RunStatusBadge({ status }: { status: RunStatus | null | undefined }) {
  const t = useTranslations('run.status');
  const { tone, icon } = status ? runLook[status] : stepLook.PENDING;
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(status ?? 'unknown')}
    </StateBadge>
  );
}

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
