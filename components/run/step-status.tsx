import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  ClipboardCheck,
  Hourglass,
  ListStart,
  type LucideIcon,
  Recycle,
  RotateCw,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ShownStatus } from '#lib/domain/run-view/step-view';
import { cn } from '../ui/class-names.ts';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

export const stepLook: Record<ShownStatus, { tone: Tone; icon: LucideIcon }> = {
  PENDING: { tone: 'neutral', icon: CircleDashed },
  SCHEDULED: { tone: 'running', icon: ListStart },
  RUNNING: { tone: 'running', icon: CircleDot },
  RETRYING: { tone: 'running', icon: RotateCw },
  WAITING: { tone: 'waiting', icon: Hourglass },
  GATED: { tone: 'waiting', icon: ClipboardCheck },
  SUCCEEDED: { tone: 'done', icon: CircleCheck },
  REUSED: { tone: 'done', icon: Recycle },
  SKIPPED: { tone: 'neutral', icon: CircleSlash },
  FAILED: { tone: 'failed', icon: CircleAlert },
  CANCELLED: { tone: 'neutral', icon: Ban },
};

const textOfTone: Record<Tone, string> = {
  neutral: 'text-ink-soft',
  running: 'text-running',
  waiting: 'text-waiting',
  done: 'text-done',
  failed: 'text-failed',
};

/** A step's status as a badge. */
export function StepStatusBadge({ status }: { status: ShownStatus }) {
  const t = useTranslations('run.stepStatus');
  const { tone, icon } = stepLook[status];
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(status)}
    </StateBadge>
  );
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
