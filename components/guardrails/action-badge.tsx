import { EyeOff, FileX2, type LucideIcon, OctagonX, Quote, ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { GuardrailAction } from '#lib/domain/guardrails/guardrail-finding';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

const looks: Readonly<Record<GuardrailAction, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  FLAGGED: { tone: 'waiting', icon: Quote },
  MASKED: { tone: 'done', icon: EyeOff },
  BLOCKED: { tone: 'done', icon: ShieldOff },
  REJECTED: { tone: 'failed', icon: FileX2 },
  FAILED: { tone: 'failed', icon: OctagonX },
};

/** What a guardrail did about what it found. */
export function ActionBadge({ action }: { action: GuardrailAction }) {
  const t = useTranslations('guardrails.action');
  const { tone, icon } = looks[action];
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(action)}
    </StateBadge>
  );
}
