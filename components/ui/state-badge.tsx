import { Circle, CircleAlert, CircleCheck, CircleDot, Hourglass, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.ts';

/** What a color may say: nothing else in the app is colored. */
export type Tone = 'neutral' | 'running' | 'waiting' | 'done' | 'failed';

const toneStyle: Record<Tone, string> = {
  neutral: 'bg-muted text-ink-soft',
  running: 'bg-running-soft text-running',
  waiting: 'bg-waiting-soft text-waiting',
  done: 'bg-done-soft text-done',
  failed: 'bg-failed-soft text-failed',
};

const toneIcon: Record<Tone, LucideIcon> = {
  neutral: Circle,
  running: CircleDot,
  waiting: Hourglass,
  done: CircleCheck,
  failed: CircleAlert,
};

type StateBadgeProps = { tone: Tone; children: ReactNode; icon?: LucideIcon; className?: string };

/** A state: color, icon and word together, so that none of them is needed to read the others. */
export function StateBadge({ tone, children, icon, className }: StateBadgeProps) {
  const Icon = icon ?? toneIcon[tone];
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center gap-1.5 rounded-sm px-1.5 text-sm font-medium whitespace-nowrap',
        toneStyle[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
