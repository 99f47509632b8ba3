'use client';

import { useTranslations } from 'next-intl';
import { useRetry } from '#lib/client/use-retry';
import { ErrorState } from '@/components/ui/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** What fails outside of the pages themselves: most often there is no backend to talk to. */
export default function AppError({ error, reset }: ErrorPageProps) {
  const t = useTranslations('error');
  const retry = useRetry(reset);
  return (
    <main id="main" className="grid min-h-dvh place-items-center px-4">
      <ErrorState title={t('backendTitle')} reference={error.digest} onRetry={retry}>
        {t('backendBody')}
      </ErrorState>
    </main>
  );
}
