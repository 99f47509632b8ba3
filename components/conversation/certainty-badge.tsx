import { CircleCheck, CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StateBadge } from '../ui/state-badge.tsx';

/** How sure a person sounded. */
export function CertaintyBadge({ certainty }: { certainty: 'certain' | 'likely' | 'unsure' }) {
  const t = useTranslations('chat.certainty');
  const isUnsure = certainty === 'unsure';
  return (
    <StateBadge tone={isUnsure ? 'waiting' : 'neutral'} icon={certainty === 'certain' ? CircleCheck : CircleHelp}>
      {t(certainty)}
    </StateBadge>
  );
}
