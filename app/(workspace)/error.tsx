'use client';

import { useTranslations } from 'next-intl';
import { useRetry } from '#lib/client/use-retry';
import { ErrorState } from '@/components/ui/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function WorkspaceError({ error, reset }: ErrorPageProps) {
  const t = useTranslations('error');
  const retry = useRetry(reset);
  return (
    <ErrorState title={t('title')} reference={error.digest} onRetry={retry}>
      {t('backendBody')}
    </ErrorState>
  );
}
