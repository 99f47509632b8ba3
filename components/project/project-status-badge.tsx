import { CircleCheck, CircleDashed, Flag, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ProjectStatus } from '#lib/domain/project/status';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

const look: Record<ProjectStatus, { tone: Tone; icon?: LucideIcon }> = {
  CREATED: { tone: 'neutral', icon: CircleDashed },
  IN_PROGRESS: { tone: 'running' },
  ASSESSMENT_COMPLETE: { tone: 'done', icon: Flag },
  DESIGN_COMPLETE: { tone: 'done', icon: Flag },
  PLANNING_COMPLETE: { tone: 'done', icon: Flag },
  IMPLEMENTATION_READY: { tone: 'done', icon: Flag },
  COMPLETED: { tone: 'done', icon: CircleCheck },
  ERROR: { tone: 'failed' },
};

/** A project's status, in color, icon and word. */
export function ProjectStatusBadge({ status }: { status: ProjectStatus | null | undefined }) {
  const t = useTranslations('project.status');
  const known = status ?? 'CREATED';
  const { tone, icon } = look[known];
  return (
    <StateBadge tone={tone} {...(icon ? { icon } : {})}>
      {t(known)}
    </StateBadge>
  );
}
