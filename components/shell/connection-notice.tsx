'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useConnection } from '#lib/client/live/connection';
import { StateBadge } from '../ui/state-badge.tsx';

/** Says when what is shown may be some seconds old, because the backend cannot tell us what happens. */
export function ConnectionNotice() {
  const t = useTranslations('shell');
  const { isCut } = useConnection();
  return (
    <div role="status">
      {isCut && (
        <StateBadge tone="waiting" icon={WifiOff}>
          {t('reconnecting')}
        </StateBadge>
      )}
    </div>
  );
}
