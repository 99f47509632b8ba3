'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** What fails outside of the pages themselves: most often there is no backend to talk to. */
export default function AppError({ error, reset }: ErrorPageProps) {
  const t = useTranslations('error');
  return (
    <main id="main" className="grid min-h-dvh place-items-center px-4">
      <ErrorState title={t('backendTitle')} reference={error.digest} onRetry={reset}>
        {t('backendBody')}
      </ErrorState>
    </main>
  );
}
