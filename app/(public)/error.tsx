'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function PublicError({ error, reset }: ErrorPageProps) {
  const t = useTranslations('error');
  return (
    <ErrorState title={t('backendTitle')} reference={error.digest} onRetry={reset}>
      {t('backendBody')}
    </ErrorState>
  );
}
