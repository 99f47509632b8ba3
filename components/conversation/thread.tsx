'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { type OlderMessages, useThreadScroll } from './use-thread-scroll.ts';

type ThreadProps = {
  label: string;
  /** Of the first message that is shown: it changes when older ones are put above. */
  firstId: string | undefined;
  older: OlderMessages;
  children: ReactNode;
};

/** The scrolling record of a conversation: stays at its end while one reads there, and in place while one reads above. */
export function Thread({ label, firstId, older, children }: ThreadProps) {
  const t = useTranslations('chat');
  const { container, content, isAtEnd, toEnd } = useThreadScroll(firstId, older);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={container}
        role="log"
        aria-live="polite"
        aria-label={label}
        // A region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] -outline-offset-2"
      >
        <div ref={content} className="mx-auto grid min-h-full w-full max-w-3xl content-start gap-6 px-3 py-4 sm:px-5">
          {older.hasMore && (
            <Button
              size="small"
              variant="ghost"
              className="justify-self-center"
              isBusy={older.isLoading}
              onClick={older.load}
            >
              {!older.isLoading && <ArrowUp aria-hidden />}
              {t('loadOlder')}
            </Button>
          )}
          {children}
        </div>
      </div>
      {!isAtEnd && (
        <Button
          size="small"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 bg-raised shadow-popover"
          onClick={toEnd}
        >
          <ArrowDown aria-hidden />
          {t('toNewest')}
        </Button>
      )}
    </div>
  );
}
