'use client';

import { CircleAlert, Loader2, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { OutgoingMessage } from '#lib/client/conversation/use-send-message';
import { Button } from '../ui/button.tsx';
import { PersonText } from './message-item.tsx';

type OutgoingItemProps = { message: OutgoingMessage; onRetry: () => void; onDiscard: () => void };

/** A message on its way, or one that did not arrive: then it can be sent again, or left. */
export function OutgoingItem({ message, onRetry, onDiscard }: OutgoingItemProps) {
  const t = useTranslations('chat');
  const { failure, text } = message;
  return (
    <article className="grid justify-items-end gap-1 pl-8 sm:pl-16">
      <p className="flex items-center gap-1.5 text-sm text-ink-faint">
        {!failure && <Loader2 aria-hidden className="size-3.5 animate-spin" />}
        {failure ? t('you') : t('sending')}
      </p>
      <PersonText>{text}</PersonText>
      {failure && (
        <div role="alert" className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5 text-sm text-failed">
          <span className="flex items-center gap-1.5">
            <CircleAlert aria-hidden className="size-4 shrink-0" />
            {t(`failure.${failure.code}`)}
          </span>
          <span className="flex gap-1.5">
            <Button size="small" onClick={onRetry}>
              <RotateCw aria-hidden />
              {t('sendAgain')}
            </Button>
            <Button size="small" variant="ghost" onClick={onDiscard}>
              <X aria-hidden />
              {t('discard')}
            </Button>
          </span>
        </div>
      )}
    </article>
  );
}
