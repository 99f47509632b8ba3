'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Failure } from '#lib/domain/result/action-result';

/** Why something was not done, where it was asked for. What the backend says of an input is told in its words. */
export function FailureNote({ failure }: { failure: Failure }) {
  const t = useTranslations('run.failure');
  const isSpecific = failure.code === 'ValidationError' || failure.code === 'Conflict';
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-failed-soft px-3 py-2 text-failed">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {t(failure.code)}
        {isSpecific && <span className="block">{failure.message}</span>}
      </span>
    </p>
  );
}
