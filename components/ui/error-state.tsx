'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

type ErrorStateProps = {
  title: string;
  children?: React.ReactNode;
  /** What a person can tell support; no message of the system's own. */
  reference?: string | undefined;
  onRetry?: () => void;
};

/** Something failed: what, and what to do. */
export function ErrorState({ title, children, reference, onRetry }: ErrorStateProps) {
  const t = useTranslations('common');
  return (
    <div role="alert" className="grid justify-items-center gap-1 px-4 py-12 text-center">
      <CircleAlert aria-hidden className="mb-2 size-6 text-failed" />
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-md text-pretty text-ink-soft">{children}</div>}
      {reference && <p className="mt-1 font-mono text-sm text-ink-faint">{reference}</p>}
      {onRetry && (
        <Button className="mt-3" onClick={onRetry}>
          <RotateCw aria-hidden />
          {t('tryAgain')}
        </Button>
      )}
    </div>
  );
}
