import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleDot, Hourglass, type LucideIcon } from 'lucide-react';
import type { Tone } from '../ui/state-badge.tsx';

export type StatusLook = { tone: Tone; icon: LucideIcon };

/** What runs, steps and gates have in common looks alike. */
export const commonLook = {
  notBegun: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'running', icon: CircleDot },
  waiting: { tone: 'waiting', icon: Hourglass },
  done: { tone: 'done', icon: CircleCheck },
  failed: { tone: 'failed', icon: CircleAlert },
  cancelled: { tone: 'neutral', icon: Ban },
} as const satisfies Record<string, StatusLook>;
